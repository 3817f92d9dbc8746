import { typedPdf } from '../../testing/make-pdf';
import { makeZip } from '../../testing/make-zip';
import { readBank } from '../read-bank';

const QUESTIONS = [
  '一、单选题',
  '1、夜间会车应当怎样用灯？',
  'A、开远光灯 B、开近光灯 C、关闭车灯 D、开雾灯',
  '2、红灯亮时应当怎样做？',
  'A、停车等待 B、加速通过 C、倒车 D、掉头',
  '二、判断题',
  '1、雨天应当减速慢行。',
  '2、可以在高速公路上倒车。',
].join('\n');
const KEYS = ['车规试题 参考答案', '一、单选题', '1-2 BA', '二、判断题', '1、√ 2、×'].join('\n');

async function answers(files: Record<string, string | Buffer>) {
  const bytes = makeZip(Object.entries(files).map(([name, text]) => ({ name, data: Buffer.from(text) })));
  const got = await readBank({ name: 'a.zip', bytes });
  return {
    answers: got.candidates.map(({ question }) => question.answer.join('')),
    found: got.issues
      .filter(({ code }) => /KEY|ANSWER(?!S_READ)|SKIPPED|NO_/.test(code))
      .map(({ code, at }) => `${code} ${at.file}`),
  };
}

test.each([
  ['题目.txt', '答案.txt'],
  ['卷一/车规试题.txt', '卷一/车规试题（参考答案）.txt'],
  ['car questions.md', 'car answer key.txt'],
  ['bank.txt', 'keys.md'],
])('%s takes its keys from %s', async (questions, keys) => {
  expect(await answers({ [questions]: QUESTIONS, [keys]: KEYS })).toEqual({
    answers: ['B', 'A', 'A', 'B'],
    found: [`KEYS_APART a.zip/${keys}`],
  });
});

test('several papers each take their own keys', async () => {
  const other = KEYS.replace('BA', 'DC').replace('1、√ 2、×', '1、× 2、√');
  const files = { '卷一.txt': QUESTIONS, '卷一答案.txt': KEYS, '卷二.txt': QUESTIONS, '卷二答案.txt': other };
  expect((await answers(files)).answers.sort()).toEqual(['A', 'A', 'B', 'B', 'A', 'B', 'C', 'D'].sort());
});

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const docx = (text: string) => {
  const body = text.split('\n').map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`);
  const xml = `<?xml version="1.0"?><w:document xmlns:w="${WORD}"><w:body>${body.join('')}</w:body></w:document>`;
  return makeZip([{ name: 'word/document.xml', data: Buffer.from(xml) }]);
};

test('Word documents too, and one of each kind', async () => {
  const [questions, keys] = [docx(QUESTIONS), docx(KEYS)];
  const found = ['B', 'A', 'A', 'B'];
  expect((await answers({ '题.docx': questions, '题 答案.docx': keys })).answers).toEqual(found);
  expect((await answers({ '题.docx': questions, '答案.txt': KEYS })).answers).toEqual(found);
  expect((await answers({ '题.txt': QUESTIONS, '答案.docx': keys })).answers).toEqual(found);
});

test('what has questions in it is no file of keys, whatever its name', async () => {
  const whole = `${QUESTIONS}\n${KEYS.replace('车规试题 ', '')}`;
  const got = await answers({ '卷一.txt': whole, '卷二（含答案）.txt': whole });
  expect(got).toEqual({ answers: ['B', 'A', 'A', 'B', 'B', 'A', 'A', 'B'], found: [] });
});

test('keys whose questions cannot be told are given to nobody', async () => {
  const got = await answers({ '卷一.txt': QUESTIONS, '卷二.txt': QUESTIONS, '答案.txt': KEYS });
  expect(got.answers).toEqual([]);
  expect(got.found.filter((f) => f.startsWith('KEYS'))).toEqual([]);
});

test('keys that contradict what stands in a question are said to', async () => {
  const own = QUESTIONS.replace('怎样用灯？', '怎样用灯？（C）');
  const got = await answers({ '题.txt': own, '答案.txt': KEYS });
  expect(got.answers[0]).toBe('B');
  expect(got.found).toEqual(['KEYS_APART a.zip/答案.txt', 'ANSWER_IN_TEXT a.zip/题.txt']);
});

test('keys in a PDF are those of the PDF or text beside it', async () => {
  const keys = await typedPdf(KEYS);
  const told = { answers: ['B', 'A', 'A', 'B'], found: ['KEYS_APART a.zip/车规 答案.pdf'] };
  expect(await answers({ '车规.pdf': await typedPdf(QUESTIONS), '车规 答案.pdf': keys })).toEqual(told);
  expect(await answers({ '车规.txt': QUESTIONS, '车规 答案.pdf': keys })).toEqual(told);
});
