import { FIELD_KEYS } from 'question-bank';
import { fieldName } from './mapping';

test('a clerk can say of a column all that the reader knows, and nothing else', () => {
  expect([...fieldName.options].sort()).toEqual([...FIELD_KEYS].sort());
});
