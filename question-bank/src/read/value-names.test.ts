import { readOne } from '../testing/read-one';
import { NO_TABLE } from './mapping';
import { ValueNames } from './value-names';

const HEAD = '题号,题型,科目,车型,章节,题干,选项A,选项B,选项C,答案,标签';
const TABLE = [
  HEAD,
  '1,单项题甲,理论一,小车,第一 章,红灯亮时应当怎样？,停车,加速,倒车,A,A2专用',
  '2,单选,科目一,小型,第一章,黄灯闪烁时应当怎样？,加速,减速,倒车,B,A2专用；新',
  '3,单选,科目一,小车,信号,绿灯亮时应当怎样？,停车,倒车,通行,C,',
].join('\n');

const chapters = (got: { candidates: { question: { chapter: string } }[] }) =>
  got.candidates.map((c) => c.question.chapter);

describe('values that a file writes otherwise than the bank', () => {
  test('are told by what they are, and read as a clerk says under the signature of the header', async () => {
    const before = await readOne('甲.csv', TABLE);
    const [source] = before.sources;
    expect([before.read, chapters(before)]).toEqual([3, ['信号']]);
    expect(source?.values.map((v) => [v.field, v.text, v.how])).toEqual([
      ['chapter', '第一 章', 'name'],
      ['chapter', '第一章', 'name'],
      ['chapter', '信号', 'name'],
      ['type', '单项题甲', 'unknown'],
      ['subjects', '理论一', 'unknown'],
      ['vehicles', '小型', 'unknown'],
      ['tags', 'A2专用', 'name'],
      ['tags', '新', 'name'],
    ]);
    const values = {
      chapter: { 第一章: '道路通行' },
      type: { 单项题甲: 'single' },
      subjects: { 理论一: 'K1' },
      vehicles: { 小型: 'car' },
      tags: { A2专用: 'class:A2' },
    };
    const mappings = [{ signature: source?.signature ?? '', columns: {}, values }];
    const after = await readOne('乙.csv', TABLE, { mappings });
    expect(chapters(after)).toEqual(['道路通行', '道路通行', '信号']);
    expect(after.candidates.map((c) => c.question.tags)).toEqual([['class:A2'], ['class:A2', '新'], []]);
    expect(after.sources[0]?.values.filter((v) => v.how === 'said').map((v) => v.as)).toEqual([
      '道路通行',
      '道路通行',
      'single',
      'K1',
      'car',
      'class:A2',
    ]);
    expect(after.sources[0]?.signature).toBe(source?.signature);
  });

  test('of documents, of JSON and of our own form are renamed too; a chapter is left out by the name in the file', async () => {
    const text = '第一章 通行\n1、红灯亮时停车。（对）\n第二章 信号\n2、绿灯亮时停车。（错）\n';
    const values = { chapter: { 通行: '道路通行', '第一章 通行': '道路通行' } };
    const mappings = [{ signature: NO_TABLE, columns: {}, values }];
    const read = await readOne('题.txt', text, { mappings });
    expect(chapters(read)[0]).toBe('道路通行');
    expect(read.values.map((v) => v.how)).toEqual(['said', 'name']);
    const left = await readOne('题.txt', text, { mappings, leaveOut: [read.values[0]?.text ?? ''] });
    expect(chapters(left)).toHaveLength(1);

    const table = '题干,选项A,选项B,选项C,答案,章节,图片\n这是什么标志？,停车,让行,禁行,A,通行,a.png\n';
    const pictured = await readOne('图.csv', table, { values, pictureNames: ['a.png'] });
    expect(chapters(pictured)).toEqual(['道路通行']);

    const plain = JSON.stringify([
      { question: '红灯亮时应当怎样？', options: ['停车', '加速', '倒车'], answer: 'A', chapter: '通行' },
    ]);
    const json = await readOne('题.json', plain, { values });
    expect([chapters(json), json.sources[0]?.values]).toMatchObject([['道路通行'], [{ as: '道路通行' }]]);
  });

  test('what is said first has the word; names are compared without width, case and space', () => {
    const names = new ValueNames({ chapter: { 'Ａ 章': '甲' } }, { chapter: { A章: '乙', b: '丙' } });
    expect(['a章', 'B', 'c'].map((text) => names.meant('chapter', text))).toEqual(['甲', '丙', undefined]);
  });
});
