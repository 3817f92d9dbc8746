import { imageHeader } from '../../platform/images/header';

// What makes an SVG more than a drawing: it could run, fetch, or be another document.
const ACTIVE =
  /<\s*(?:[\w-]+:)?(?:script|foreignObject|iframe|object|embed|audio|video|handler|listener)\b|\son[a-z]+\s*=|javascript:|<!ENTITY|<\?xml-stylesheet|@import|(?:xlink:)?href\s*=\s*["']?\s*(?!#|["']?data:image\/(?:png|jpeg);)[^\s"'>]/i;

/**
 * Type of a bank's picture by its content, whatever its name says; null for anything that is not a picture a paper
 * may show, also for an SVG that holds scripts, event handlers, outside references or entities.
 */
export function mediaType(data: Uint8Array): string | null {
  const header = imageHeader(data);
  if (header) return header.mime;
  const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8');
  const body = text
    .replace(/^\uFEFF/, '')
    .replace(/^\s*(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*>|\s)*/i, '');
  return /^<svg[\s>]/i.test(body) && !ACTIVE.test(text) ? 'image/svg+xml' : null;
}
