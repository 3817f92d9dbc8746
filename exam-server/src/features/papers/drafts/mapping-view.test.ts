import { FIELD_KEYS, NUMBER_CODINGS } from 'question-bank';
import { answerNumbers } from 'exam-contract/http/banks';
import { fieldName } from 'exam-contract/http/mapping';
import { mergedValues, saysAnything, worthRemembering } from './mapping-view';

const signature = 'a'.repeat(64);

test('the contract names the fields and codings that the reader knows', () => {
  expect([...fieldName.options].sort()).toEqual([...FIELD_KEYS].sort());
  expect([...answerNumbers.options].sort()).toEqual([...NUMBER_CODINGS].sort());
});

test('one mapping a signature is remembered, without the sheet it was said for; of two, the one that is read', () => {
  expect(
    worthRemembering([
      { signature, name: '一', read: false, columns: {} },
      { signature, name: '二', columns: { A: 'stem' } },
      { signature, name: '三', read: false, columns: {} },
      { signature: 'b'.repeat(64), columns: {} },
    ]),
  ).toEqual([
    { signature, columns: { A: 'stem' } },
    { signature: 'b'.repeat(64), columns: {} },
  ]);
});

test('what a clerk no longer says of a value is forgotten, what the file does not have stays; nothing said is no mapping', () => {
  const found = [{ field: 'chapter' as const, text: '第一章' }];
  const before = { chapter: { 第一章: '甲', 第二章: '乙' } };
  expect(mergedValues(before, found, {})).toEqual({ chapter: { 第二章: '乙' } });
  const values = mergedValues({ chapter: { 第一章: '甲' } }, found, {});
  expect(
    [
      { columns: {}, values },
      { columns: {}, values: before },
    ].map((m) => saysAnything({ signature, ...m })),
  ).toEqual([false, true]);
});
