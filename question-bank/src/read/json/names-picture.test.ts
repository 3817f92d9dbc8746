import { readOne } from '../../testing/read-one';
import { namesPicture } from './names-picture';

const row = (n: number, more: object) => ({
  question: `这是什么标志${n}？`,
  options: ['甲', '乙', '丙'],
  answer: 'A',
  ...more,
});
const pictures = async (...rows: object[]) => {
  const got = await readOne('q.json', JSON.stringify(rows));
  return got.candidates.map((c) => c.question.media.map((m) => m.file));
};

test('what names a picture is one by whatever key it stands, in each row that has one', async () => {
  const rows = [
    { imsr: 'null' },
    { imsr: 'image/stop.png' },
    { imsr: 'https://x.example/a/give.JPG?w=4' },
    { imsr: '' },
  ];
  expect(await pictures(...rows.map((more, i) => row(i, more)))).toEqual([
    [],
    ['stop.png'],
    ['give.JPG'],
    [],
  ]);
});

test('pictures of answers, icons and other texts are none of the question', async () => {
  expect(
    await pictures(
      row(1, { icon: 'a.png', answerShot: 'b.png', source: '见 stop.png 一节', page: 'law.pdf' }),
    ),
  ).toEqual([[]]);
});

test('a key that says it holds the picture goes first', async () => {
  expect(await pictures(row(1, { image: 'one.png', spare: 'two.png' }))).toEqual([['one.png']]);
});

test('a picture without an ending is known by its key', async () => {
  expect(await pictures(row(1, { question_image: 'sign12' }), row(2, { question_img_url: null }))).toEqual([
    ['sign12'],
    [],
  ]);
});

test('only a whole value is a name', () => {
  expect(namesPicture('a b/标志 1.webp')).toBe(true);
  expect(namesPicture('x.png\ny')).toBe(false);
  expect(namesPicture('.png')).toBe(false);
  expect(namesPicture(5)).toBe(false);
});

test('the cover of a bank is no picture of its questions', async () => {
  expect(await pictures(row(1, { cover: 'book.png' }), row(2, { background_img: 'bg.png' }))).toEqual([
    [],
    [],
  ]);
});

test('what is listed beside a verdict about other things does not refuse it', async () => {
  const points = { knowledge: [{ id: 1 }, { id: 2 }], tags: [{ id: 1 }, { id: 2 }] };
  const rows = ['B', 'A'].map((answer) => ({ question: '红灯可以走。', answer, ...points }));
  const got = await readOne('q.json', JSON.stringify(rows));
  expect(got.short).toEqual(['红灯可以走。 错', '红灯可以走。 对']);
});
