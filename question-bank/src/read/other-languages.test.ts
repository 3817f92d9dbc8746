import { readOne } from '../testing/read-one';
import { meaningOf } from './column-names';
import { folded } from './other-languages';

describe('names in other languages', () => {
  test('folds marks, blanks and signs', () => {
    expect(folded('Odpowiedź  A')).toBe('odpowiedza');
    expect(folded('DOĞRU_ŞIK')).toBe('dogrusik');
    expect(folded('відповідь')).toBe('відповідь');
  });

  test.each([
    ['Pytanie', 'stem'],
    ['Odpowiedź B', 'optionB'],
    ['Poprawna odp', 'answer'],
    ['Câu hỏi', 'stem'],
    ['Đáp án', 'answer'],
    ['doğru_cevap', 'answer'],
    ['питання', 'stem'],
    ['resposta_certa', 'answer'],
    ['opções', 'options'],
    ['tačan odgovor', 'answer'],
    ['정답', 'answer'],
  ])('knows %s', (name, key) => {
    expect(meaningOf(name)?.key).toBe(key);
  });

  test('leaves what has a Chinese or English name to that', () => {
    expect(meaningOf('答案')?.key).toBe('answer');
    expect(meaningOf('kategorien des amtes')).toBeUndefined();
  });

  const read = async (file: string, text: string) => (await readOne(file, text)).short;

  test('reads a Polish table with the words for yes and no', async () => {
    const text =
      'Numer pytania,Pytanie,Odpowiedź A,Odpowiedź B,Odpowiedź C,Poprawna odp\n' +
      '1,Czy wolno tu skręcić?,,,,N\n2,Jak szybko?,30,50,70,B\n3,Czy wolno stać?,,,,T\n';
    expect(await read('p.csv', text)).toEqual([
      'Czy wolno tu skręcić? 错',
      'Jak szybko? -30 +50 -70',
      'Czy wolno stać? 对',
    ]);
  });

  test('reads JSON with Italian, Portuguese and Turkish keys', async () => {
    const one = (stem: string, list: string, right: string) =>
      JSON.stringify([
        { [stem]: 'Uno?', [list]: ['a1', 'b1', 'c1'], [right]: 'b1' },
        { [stem]: 'Due?', [list]: ['a2', 'b2', 'c2'], [right]: 'c2' },
      ]);
    const wanted = ['Uno? -a1 +b1 -c1', 'Due? -a2 -b2 +c2'];
    expect(await read('i.json', one('domanda', 'opzioni', 'corretta'))).toEqual(wanted);
    expect(await read('b.json', one('pergunta', 'opções', 'resposta_correta'))).toEqual(wanted);
    expect(await read('t.json', one('soru', 'şıklar', 'doğru_cevap'))).toEqual(wanted);
  });

  test('reads a list of options in an SQL column of another name', async () => {
    const text =
      "INSERT INTO q (pytanie, odpowiedzi, poprawna) VALUES ('Ile?', ARRAY['1 m', '2 m', '3 m'], 0), ('Jak?', ARRAY['tak', 'inaczej', 'nie'], 2);";
    expect(await read('q.sql', text)).toEqual(['Ile? +1 m -2 m -3 m', 'Jak? -tak -inaczej +nie']);
  });
});
