/**
 * A grey square that our workbooks show in programs too old for SVG. Such a program keeps it, under the picture's name,
 * and drops the SVG when it saves the workbook.
 */
export const PLACEHOLDER = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADklEQVR42mO4CQUMlDEAobE2QfMlDBUAAAAASUVORK5CYII=',
  'base64',
);
