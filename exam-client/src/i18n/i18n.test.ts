import { errorStatus } from 'exam-contract/errors';
import { localCodes } from '../net/failure';
import { localText } from './i18n';
import { resources } from './resources';

const leaves = (o: object, path = ''): [string, string][] =>
  Object.entries(o).flatMap(([k, v]: [string, unknown]) =>
    typeof v === 'string' ? [[path + k, v] as [string, string]] : leaves(v as object, `${path}${k}.`),
  );
const base = (key: string) => key.replace(/_(one|other)$/, '');
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]!).sort();
const zh = Object.fromEntries(leaves(resources['zh-CN']));
const en = Object.fromEntries(leaves(resources.en));

describe('texts', () => {
  it('have the same keys in both languages', () => {
    const keys = (o: object) => [...new Set(Object.keys(o).map(base))].sort();
    expect(keys(en)).toEqual(keys(zh));
  });
  it('have the plural forms their language needs', () => {
    for (const key of Object.keys(en).filter((k) => k.endsWith('_one')))
      expect(en).toHaveProperty([base(key) + '_other']);
    for (const key of Object.keys(zh).filter((k) => /_(one|other)$/.test(k))) expect(key).toMatch(/_other$/);
  });
  it('have the same holes to fill', () => {
    for (const [key, text] of Object.entries(en)) {
      const other = zh[key] ?? zh[base(key) + '_other'];
      const extra = holes(text).filter((h) => h !== 'count');
      if (other !== undefined) expect([key, extra]).toEqual([key, holes(other).filter((h) => h !== 'count')]);
    }
  });
  it('are nowhere empty, and English has no Chinese left in it', () => {
    for (const [key, text] of [...Object.entries(zh), ...Object.entries(en)])
      expect([key, text.trim()]).not.toEqual([key, '']);
    for (const [key, text] of Object.entries(en))
      if (!key.startsWith('common.lang.')) expect([key, /[一-鿿]/.test(text)]).toEqual([key, false]);
  });
  it('explain every error code there is', () => {
    for (const code of [...Object.keys(errorStatus), ...localCodes]) {
      expect(resources['zh-CN'].errors).toHaveProperty(code);
      expect(resources.en.errors).toHaveProperty(code);
    }
  });
});

describe('localText', () => {
  it('falls back to Chinese and says so', () => {
    expect(localText({ 'zh-CN': '停' }, 'en')).toEqual({ text: '停', lang: 'zh-CN' });
    expect(localText({ 'zh-CN': '停', en: 'Stop' }, 'en')).toEqual({ text: 'Stop', lang: 'en' });
  });
});
