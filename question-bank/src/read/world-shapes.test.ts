import { readOne } from '../testing/read-one';

const json = (value: unknown) => readOne('q.json', JSON.stringify(value));
const READ = ['Red light? -Go +Stop', 'Green light? +Go -Stop'];
const asked = (of: (stem: string, right: number) => unknown) => [of('Red light?', 1), of('Green light?', 0)];
const OPTIONS = ['Go', 'Stop'];

describe('JSON as programs in other languages write it', () => {
  test.each<[string, unknown]>([
    [
      'Spanish, with flags si and no',
      {
        PREGUNTAS: asked((s, r) => ({
          ENUNCIADO: s,
          RESPUESTAS: OPTIONS.map((o, i) => ({ RESPUESTA: o, RESPUESTA_CORRECTA: i === r ? 'si' : 'no' })),
        })),
      },
    ],
    [
      'Spanish, with what somebody answered beside the key',
      asked((s, r) => ({
        pregunta: s,
        opciones: OPTIONS.map((o, i) => ({ id: `o${i}`, texto: o })),
        respuesta: OPTIONS[1 - r],
        respuesta_correcta: [`o${r}`],
      })),
    ],
    ['French without marks', asked((s, r) => ({ enonce: s, choix: OPTIONS, bonne_reponse: OPTIONS[r] }))],
    [
      'French with an option a key',
      asked((s, r) => ({ texte: s, choix_a: 'Go', choix_b: 'Stop', bonne_reponse: 'ab'[r] })),
    ],
    [
      'Italian',
      asked((s, r) => ({
        domanda: s,
        opzioni: OPTIONS,

        risposta_corretta: OPTIONS[r],
      })),
    ],
  ])('%s', async (_, value) => {
    expect((await json(value)).short).toEqual(READ);
  });
});

const PAPER = '1.- Red light?\na) Go\nb) Stop\n\n2.- Green light?\na) Go\nb) Stop\n\n';
test.each([
  ['RESPUESTAS', '1.- b\n2.- a\n'],
  ['Lösungen:', '1b\n2a\n'],
  ['Corrigé', '1) b  2) a\n'],
])('keys at the end below %s', async (title, keys) => {
  const got = await readOne('q.txt', `${PAPER}${title}\n${keys}`);
  expect(got.short.map((s) => s.replace('- ', ''))).toEqual(READ);
  expect(got.read).toBe(2);
});
test('such a word above the options of each question is no list of keys', async () => {
  const paper = [
    '1. Red light?',
    'Antworten:',
    'a) Go',
    'b) Stop',
    'Lösung: b',
    '',
    '2. Green light?',
    'Antworten:',
    'a) Go',
    'b) Stop',
    'Lösung: a',
  ];
  const got = await readOne('q.txt', paper.join('\n'));
  expect(got.short.map((s) => s.replace(/\s?Antworten:/, ''))).toEqual(READ);
});
test('a line that leads elsewhere is no part of the last option', async () => {
  const got = await readOne(
    'q.md',
    '#### Q1. Red light?\n\n- [ ] Go\n- [x] Stop\n\n[reference](https://example.org/a)\n\n#### Q2. Green light?\n\n1. [x] Go\n2. [ ] Stop\n',
  );
  expect(got.short).toEqual(READ);
});
test.each([
  ['exam.tex', '\\documentclass{exam}\n\\begin{questions}\n\\question Red?\n\\end{questions}\n', 'LaTeX'],
  ['quiz.toml', '[[questions]]\ntype = "MultipleChoice"\nprompt.prompt = "Red?"\n', 'TOML'],
  ['quiz.yml', 'questions:\n  - question: "Red?"\n    options: [Go, Stop]\n', 'YAML'],
  ['a.Rmd', 'Question\n========\nRed?\n\nAnswerlist\n----------\n* Go\n* Stop\n', 'R/exams'],
])('%s is refused by its name, with a way out', async (name, text, kind) => {
  const { issues } = await readOne(name, text);
  expect(issues).toMatchObject([
    { code: 'UNKNOWN_FORMAT', message: { en: expect.stringContaining(kind) as string } },
  ]);
  expect(issues[0]?.mend?.en).toMatch(/Save|Copy|Export/);
});
