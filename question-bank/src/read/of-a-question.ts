import { folded } from './other-languages';

/** Names of a text that may as well be an option's. */
const ANY_TEXT = new Set(
  'text content title testo texto texte tresc tekst metin noidung teks szoveg текст 内容'.split(' '),
);
const QUESTION =
  '(?:question|questione|quesito|domanda|pregunta|pergunta|frage|pytani[ae]|pitanj[ae]|otazk[ay]|soru|vraag|вопроса?|питання|题目|试题)';
const REFERS = new RegExp(`^(?:id|fk)${QUESTION}$|^${QUESTION}(?:id|fk)$`);

/**
 * Whether names of columns or keys are those of options that lie apart from their questions: they have an id of their own, the
 * id of a question, and a text called nothing in particular. Read as statements they would all be wrong.
 */
export function belongToQuestions(names: readonly string[], stem: string): boolean {
  if (!ANY_TEXT.has(folded(stem))) return false;
  const plain = names.map(folded);
  return plain.includes('id') && plain.some((name) => REFERS.test(name));
}
