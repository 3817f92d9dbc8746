import type { TFunction } from 'i18next';

/** Pages of a PDF and the tables on them, as the readers name them where a workbook has its sheets. */
const PAGE = /^第 (\d+) 页(?: 表 (\d+))?$/;

/** Where in its file something stands: the name of a sheet as it is, a page in the language of the screen. */
export function sheetName(sheet: string, t: TFunction<'bank'>): string {
  const [found, page, table] = PAGE.exec(sheet) ?? [];
  if (found === undefined) return sheet;
  return table === undefined ? t('issues.page', { page }) : t('issues.pageTable', { page, table });
}
