import { readOne } from '../../testing/read-one';

const json = (stem: string, correct: string, ...options: string[]) =>
  JSON.stringify({
    titleContent: `<p>${stem}</p>`,
    analyze: '见规定',
    questionItemObjects: options.map((content, i) => ({
      ...{ prefix: 'ABCD'[i], content, score: null, itemUuid: null },
    })),
    correct,
  }).replaceAll('"', '\\"');

const texts = [
  json('遇行人？', 'B', '减速', '停车', '加速'),
  json('哪些违法？', '', '超速', '酒驾', '让行'),
  json('两处答案不同？', 'C', '甲', '乙', '丙'),
  json('已删除？', 'A', '甲', '乙'),
];
const XZS = [
  'CREATE TABLE t_question (id int, question_type int, correct text, info_text_content_id int, create_user int, deleted bit(1));',
  "INSERT INTO t_question VALUES (1,1,'B',11,2,b'0'),(2,2,'A,B',12,2,b'0'),(3,1,'B',13,2,b'0'),(4,1,'A',14,2,b'1'),(5,1,'A',99,2,b'0');",
  'CREATE TABLE t_exam_paper_question_customer_answer (id int, question_id int, question_text_content_id int, answer text, do_right bit(1));',
  "INSERT INTO t_exam_paper_question_customer_answer VALUES (1,1,11,'C',b'0'),(2,2,12,'C',b'0');",
  'CREATE TABLE `t_text_content` (`id` int, `content` text, `create_time` datetime) ENGINE=InnoDB;',
  ...texts.map((t, i) => `INSERT INTO t_text_content VALUES (${11 + i},'${t}','2022-10-29 10:07:28');`),
].join('\n');

test('texts that another table keeps as JSON: given answers are no keys, two keys are none, deleted ones are said', async () => {
  const got = await readOne('xzs.sql', XZS);
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '哪些违法？ +超速 +酒驾 -让行']);
  expect(got.candidates[0]?.question.explanation?.['zh-CN']).toBe('见规定');
  expect(got.refused.length + got.issues.filter((i) => i.code === 'BAD_FIELD').length).toBe(2);
  const said = got.issues.filter((i) => ['BAD_FIELD', 'NO_STEM', 'TEXT_LOST'].includes(i.code));
  expect(said.map((i) => i.value ?? i.code)).toEqual(['B / C', 'TEXT_LOST', 'NO_STEM']);
});

test('choices and judgements in tables of their own, options in a third, some of them deleted', async () => {
  const got = await readOne(
    'sg.sql',
    `CREATE TABLE exam_subject_choices (id bigint, subject_name text, choices_type int, answer text, level int, is_deleted int);
INSERT INTO exam_subject_choices VALUES (1,'遇行人？',0,'B',1,0),(2,'哪些违法？',1,'A,B',1,0),(3,'已删除？',0,'A',1,1);
CREATE TABLE exam_subject_option (id bigint, subject_choices_id bigint, option_name text, option_content text, is_deleted int);
INSERT INTO exam_subject_option VALUES (1,1,'A','减速',0),(2,1,'B','停车',0),(3,1,'B','改前的停车',1),(4,1,'C','加速',0);
INSERT INTO exam_subject_option VALUES (5,2,'A','超速',0),(6,2,'B','酒驾',0),(7,2,'C','让行',0),(8,3,'A','甲',0),(9,3,'B','乙',0);
CREATE TABLE exam_subject_judgement (id bigint, subject_name text, answer text, is_deleted int);
INSERT INTO exam_subject_judgement VALUES (1,'雨天应当减速。','正确',0),(2,'可以酒后驾车。','错误',0);
CREATE TABLE exam_course (id bigint, subject_name text, answer text);
INSERT INTO exam_course VALUES (1,'法规','A'),(2,'法规','B'),(3,'法规','A');`,
  );
  expect(got.short).toEqual([
    '遇行人？ -减速 +停车 -加速',
    '哪些违法？ +超速 +酒驾 -让行',
    '雨天应当减速。 对',
    '可以酒后驾车。 错',
  ]);
  expect(got.found.filter((f) => !f.startsWith('MENDED'))).toEqual(['TEXT_LOST 2', 'TABLE_SKIPPED 9']);
});

test('options as JSON in a column of the question; a mark that all rows have deletes none', async () => {
  const options = '[{"key":"A","value":"远光灯"},{"key":"B","value":"近光灯"},{"key":"C","value":"雾灯"}]';
  const rows = (flag: string) =>
    `CREATE TABLE exam_question (question_id bigint, question_title text, question_type char(1), question_options json, question_answer text, question_analysis text, del_flag char(1), remark text);
INSERT INTO exam_question VALUES (1,'会车用什么灯？','0','${options}','B','夜间会车','0','导入'),(2,'雾天用什么灯？','0','${options}','C','','${flag}','导入'),(3,'超车用什么灯？','0','${options}','A','','0','导入');`;
  const got = await readOne('ruoyi.sql', rows('2'));
  expect(got.short).toEqual(['会车用什么灯？ -远光灯 +近光灯 -雾灯', '超车用什么灯？ +远光灯 -近光灯 -雾灯']);
  expect(got.candidates[0]?.question.explanation?.['zh-CN']).toBe('夜间会车');
  const every = await readOne('ruoyi.sql', rows('1').replaceAll("'0','导入'", "'1','导入'"));
  expect(every.short).toHaveLength(3);
});
