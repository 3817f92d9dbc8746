import type { DocumentLine } from './line';

const line = (words: string, behind: string) =>
  new RegExp(`^\\s{0,8}(?:>\\s{0,3})?[*_]{0,2}(?:${words})${behind}`, 'i');

/** The words for answer and explanation at the start of a line, in languages of Latin letters and in Korean. */
const ANSWER = line(
  'đáp án(?: đúng)?|(?:poprawna|prawidłowa) odpowiedź|odpowiedź|respuesta(?: correcta)?|solución|risposta(?: (?:corretta|esatta))?|soluzione|' +
    'resposta(?: correta)?|gabarito|(?:bonne )?réponse(?: correcte)?|(?:richtige )?antwort|lösung|(?:doğru )?cevap|(?:kunci )?jawaban|(?:točan|tačan|ispravan) odgovor|odgovor|' +
    'răspuns(?:ul)?(?: corect)?|(?:juiste? )?antwoord|(?:správná )?odpověď|(?:helyes )?válasz|(?:rätt )?svar|oikea vastaus|정답|답안?',
  '(?=[*_]{0,2}\\s{0,3}[:：]|(?<=정답)[)）])',
);
const EXPLANATION = line(
  'giải thích|wyjaśnienie|uzasadnienie|explicación|justificación|spiegazione|commento|explicação|explication|commentaire|erklärung|begründung|açıklama|penjelasan|pembahasan|' +
    'objašnjenje|explicație|uitleg|vysvětlení|magyarázat|förklaring|selitys|해설|풀이|설명',
  '(?=[*_]{0,2}\\s{0,3}[:：])',
);
const QUESTION =
  /^(\s{0,8}[*_]{0,2}(?:câu(?: hỏi)?|pytanie|pregunta|domanda|quesito|pergunta|questão|frage|soru|soal|pertanyaan|pitanje|întrebarea|vraag|otázka|kérdés|fråga|kysymys)\s{1,2}(?:(?:nr|no|số)\.?\s?|n?[º°.]\s?)?)(\d{1,5})(?=\s*[.:)/-]?(?:\s|$))/i;
/** 1. Soru: as Turkish puts the number first. */
const NUMBER_FIRST = /^(\s{0,8}[*_]{0,2})(\d{1,5})\s?\.\s?soru(?=\s*[.:)]?(?:\s|$))/i;
/** 문제 1, 문1. */
const KOREAN = /^(\s{0,8}[*_]{0,2}(?:문제|문항|질문|문)\s{0,2})(\d{1,5})(?=\s{0,2}번?\s{0,2}[.:)]?(?:\s|$))/;
/** 정답 alone above a list of keys. */
const KEYS_TITLE = /^(\s{0,8}[*_]{0,2})(정답표?|해답)(?=[*_]{0,2}\s*$)/;
/** The same in other languages; where it stands once, as these words also announce options. */
const ONE_TITLE =
  /^(\s{0,8}[*_]{0,2})(respuestas(?: correctas)?|soluciones|solucionario|soluzioni|risposte(?: corrette)?|lösungen|lösungsschlüssel|antworten|réponses|corrigé|gabarito|respostas|(?:klucz )?odpowiedzi|cevap anahtarı|cevaplar|kunci jawaban|(?:točni |tačni )?odgovori|rješenja|răspunsuri|antwoorden)(?=[*_]{0,2}\s{0,3}[:：]?[*_]{0,2}\s*$)/i;
const RIGHT_OR_WRONG = /^([*_]{0,2}\s{0,3}[:：][*_]{0,2}\s{0,3})([OoＯ○◯Xx])(?=[*_]{0,2}\s*$)/;

const filled = (lead: string, length: number) => ' '.repeat(Math.max(0, length - lead.length)) + lead;

/**
 * Lines of documents in Vietnamese, Polish, Spanish, Turkish, Korean and the like with the words for question, answer and
 * explanation as the ones the parser knows, where some of them name an answer. Of the same length, so that offsets stay
 * true; stems and options stay.
 */
export function withKnownWords(lines: readonly DocumentLine[]): readonly DocumentLine[] {
  const titles = lines.filter(({ text }) => text.length < 80 && ONE_TITLE.test(text));
  const titled = titles.length === 1 ? titles[0] : undefined;
  const known = ({ text }: DocumentLine) =>
    ANSWER.test(text.slice(0, 80)) || KEYS_TITLE.test(text.slice(0, 80));
  if (!titled && !lines.some(known)) return lines;
  return lines.map((given) => {
    const { text } = given;
    const word = ANSWER.exec(text) ?? EXPLANATION.exec(text);
    if (word) {
      const label = filled(ANSWER.test(text) ? '答案' : '解析', word[0].length);
      const rest = text.slice(word[0].length);
      // Right and wrong, as Korean papers have them.
      const judged = RIGHT_OR_WRONG.exec(rest);
      return {
        ...given,
        text: label + (judged ? `${judged[1] ?? ''}${/x/i.test(judged[2] ?? '') ? '×' : '√'}` : rest),
      };
    }
    const title = given === titled ? ONE_TITLE.exec(text) : KEYS_TITLE.exec(text);
    if (title) return { ...given, text: filled('答案', title[0].length) + text.slice(title[0].length) };
    const asked = QUESTION.exec(text) ?? NUMBER_FIRST.exec(text) ?? KOREAN.exec(text);
    if (!asked) return given;
    return { ...given, text: filled(`第${asked[2] ?? ''}题`, asked[0].length) + text.slice(asked[0].length) };
  });
}
