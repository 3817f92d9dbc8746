import { LOCALE_FORM, localText } from 'question-bank';
import { locale, text, textIn } from './ids';
import { directionOf, isVertical, languageName, ownName } from './locale';

it.each([
  ['mn-Mong', true, 'ltr'],
  ['mn-CN', true, 'ltr'],
  ['mn-Cyrl', false, 'ltr'],
  ['mn', false, 'ltr'],
  ['ug', false, 'rtl'],
  ['ug-Cyrl', false, 'ltr'],
  ['kk-Arab-CN', false, 'rtl'],
  ['bo', false, 'ltr'],
  ['zh-CN', false, 'ltr'],
  ['qaa', false, 'ltr'],
])('%s: in columns %p, %s', (tag, vertical, direction) => {
  expect(isVertical(tag)).toBe(vertical);
  expect(directionOf(tag)).toBe(direction);
});

it('languages have a name for their readers and for the clerk', () => {
  expect(ownName('mn-Mong')).toBe('ᠮᠣᠩᠭᠣᠯ');
  expect(ownName('ru')).toBe('Русский');
  expect(languageName('ug', 'zh-CN')).toBe('维吾尔语');
  expect(languageName('mn-Mong', 'zh-CN')).toBe('蒙古语（蒙古文）');
  expect(languageName('zh-CN', 'en')).toBe('Chinese');
  expect(languageName('qaa', 'zh-CN')).toBe('qaa');
});

it('a tag is the same to the wire and to the bank', () => {
  for (const tag of [
    'mn-Mong',
    'mn-Cyrl',
    'ug',
    'bo',
    'ko',
    'ru',
    'kk-Arab-CN',
    'es-419',
    'sl-Latn-IT-nedis',
  ])
    expect([tag, locale.safeParse(tag).success, LOCALE_FORM.test(tag)]).toEqual([tag, true, true]);
  for (const tag of [
    'mn-mong',
    'mn_Mong',
    'MN',
    'm',
    'mong',
    'zh-CN-',
    '__proto__',
    '蒙古文',
    '',
    '$ne',
    'a.b',
  ])
    expect([tag, locale.safeParse(tag).success, LOCALE_FORM.test(tag)]).toEqual([tag, false, false]);
  // Chinese and English have their own places in the bank, under one name each.
  for (const tag of ['zh', 'zh-Hans', 'zh-Hans-CN', 'zh-CN', 'en']) expect(LOCALE_FORM.test(tag)).toBe(false);
});

it('texts keep every language, and only languages', () => {
  const said = { 'zh-CN': '停车', en: 'Stop', 'mn-Mong': 'ᠵᠣᠭᠰᠣ', ug: 'توختا' };
  expect(text.parse(said)).toEqual(said);
  expect(textIn(20).parse(said)).toEqual(said);
  expect(localText.parse(said)).toEqual(said);
  for (const bad of [
    { ...said, 'mn-mong': 'x' },
    { ...said, zh: 'x' },
    { ...said, constructor: 'x' },
  ])
    expect(localText.safeParse(bad).success).toBe(false);
  expect(textIn(20).safeParse({ ...said, 'mn-mong': 'x' }).success).toBe(false);
  expect(textIn(3).safeParse({ 'zh-CN': '停', ug: 'توختا' }).success).toBe(false);
  expect(localText.safeParse({ 'zh-CN': '停', ug: ' ' }).success).toBe(false);
  expect(localText.safeParse({ ug: 'توختا' }).success).toBe(false);
});
