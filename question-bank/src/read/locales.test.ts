import { checkBank } from '../check/check-bank';
import { makeQuestion } from '../testing/make-question';
import { csv, jsonBank } from '../testing/bank-files';
import { meaningOf } from './column-names';
import { readBank } from './read-bank';

it.each([
  ['题干[mn-Mong]', 'stem:mn-Mong'],
  ['题干[MN_mong]', 'stem:mn-Mong'],
  ['stem:mn-Mong', 'stem:mn-Mong'],
  ['stem：ug', 'stem:ug'],
  ['题干（维吾尔文）', 'stem:ug'],
  ['题干蒙古文', 'stem:mn-Mong'],
  ['题目藏文', 'stem:bo'],
  ['stem_ug', 'stem:ug'],
  ['question_mn-Cyrl', 'stem:mn-Cyrl'],
  ['选项A[ug]', 'optionA:ug'],
  ['选项B蒙文', 'optionB:mn-Mong'],
  ['optionC:ru', 'optionC:ru'],
  ['解析[ko]', 'explanation:ko'],
  ['图片说明[mn-Mong]', 'pictureAlt:mn-Mong'],
  ['题干[en]', 'stemEn'],
  ['题干(中文)', 'stem'],
  ['题干[qaa]', 'stem:qaa'],
  ['题干英文', 'stemEn'],
  ['题目id', 'id'],
  ['question_id', 'id'],
  ['选项A', 'optionA'],
])('a column %s holds %s', (header, key) => {
  expect(meaningOf(header)?.key).toBe(key);
});

it.each(['题干(txt)', '章节[ug]', '答案[ug]', '图片(url)', '题干[<script>]', 'stem:__proto__', '作文'])(
  'nobody knows a column %s',
  (header) => {
    expect(meaningOf(header)).toBeUndefined();
  },
);

it("an office's table in three languages is read, right and wrong in the words it gives", async () => {
  const bytes = Buffer.from(
    csv([
      [
        '题号',
        '题型',
        '题干',
        '题干蒙古文',
        '题干[ug]',
        '选项A',
        '选项A[mn-Mong]',
        '选项B',
        '选项B[mn-Mong]',
        '答案',
        '解析',
        '解析蒙古文',
      ],
      ['j', '判断题', '红灯停', 'ᠤᠯᠠᠭᠠᠨ', 'قىزىل', '', 'ᠵᠦᠪ', '', 'ᠪᠤᠷᠤᠭᠤ', '对', '法', 'ᠬᠠᠤᠯᠢ'],
      ['s', '单选题', '哪边', 'ᠠᠯᠢ', '', '左', 'ᠵᠡᠭᠦᠨ', '右', 'ᠪᠠᠷᠠᠭᠤᠨ', 'B', '', ''],
    ]),
  );
  const read = await readBank({ name: 'three.csv', bytes });
  expect(read.refused).toEqual([]);
  expect(read.issues.map((i) => i.code)).not.toContain('UNKNOWN_COLUMN');
  const [judge, single] = read.candidates.map((c) => c.question);
  expect(judge).toMatchObject({
    stem: { 'zh-CN': '红灯停', 'mn-Mong': 'ᠤᠯᠠᠭᠠᠨ', ug: 'قىزىل' },
    explanation: { 'zh-CN': '法', 'mn-Mong': 'ᠬᠠᠤᠯᠢ' },
  });
  expect(judge?.options).toEqual([
    { id: 'A', text: { 'zh-CN': '正确', en: 'Right', 'mn-Mong': 'ᠵᠦᠪ' } },
    { id: 'B', text: { 'zh-CN': '错误', en: 'Wrong', 'mn-Mong': 'ᠪᠤᠷᠤᠭᠤ' } },
  ]);
  expect(single?.options[1]?.text).toEqual({ 'zh-CN': '右', 'mn-Mong': 'ᠪᠠᠷᠠᠭᠤᠨ' });
  expect(read.candidates[0]?.where(['stem', 'mn-Mong'])).toMatchObject({ field: '题干蒙古文', row: 2 });
});

it('a language that some questions have is missed in the others, and said once where all lack it', async () => {
  const mongol = (zh: string) => ({ 'zh-CN': zh, en: zh, 'mn-Mong': 'ᠤᠯᠠᠭᠠᠨ' });
  const whole = makeQuestion('whole', {
    stem: mongol('题'),
    options: ['A', 'B'].map((id) => ({ id, text: mongol(id) })),
  });
  const half = makeQuestion('half', { stem: mongol('又一题') });
  const read = await readBank({ name: 'b.json', bytes: jsonBank([whole, half, makeQuestion('none')]) });
  const missing = checkBank(read, { onDate: '2026-01-01' }).issues.filter(
    (i) => i.code === 'MISSING_TRANSLATION',
  );
  expect(missing.map((i) => [i.at.question, i.at.field, i.message['zh-CN']])).toEqual([
    ['half', 'questions[1].options[0].text.mn-Mong', '没有传统蒙古文（mn-Mong），题库里别的题有'],
    ['none', 'questions[2].stem.mn-Mong', '没有传统蒙古文（mn-Mong），题库里别的题有'],
  ]);
});

it('a language under a wrong tag is named with the right one, and kept for the clerk', async () => {
  const q = { ...makeQuestion('x'), stem: { 'zh-CN': '题', mn_mong: 'ᠤᠯᠠᠭᠠᠨ', nonsense: 'y' } };
  const read = await readBank({ name: 'b.json', bytes: jsonBank([q]) });
  expect(read.issues).toMatchObject([
    { code: 'BAD_FIELD', message: { 'zh-CN': expect.stringContaining('mn-Mong') } },
  ]);
});
