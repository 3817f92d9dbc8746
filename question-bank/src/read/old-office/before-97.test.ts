import { readOne } from '../../testing/read-one';
import { paragraph as p, readWord } from '../../testing/word';

test.each([
  ['a.xls', '0900040002001000', 'Excel 2.x', '.xlsx'],
  ['a.xls', '0902060000001000', 'Excel 3.0', '.xlsx'],
  ['题库', '0904060000001000', 'Excel 4.0', '.xlsx'],
  ['a.xls', '0908080000001000', 'Excel 5.0/95', '.xlsx'],
  ['a.doc', 'dba52d0000000000', 'Word 2.0', '.docx'],
])('%s of %s is refused with its version and what to save it as', async (name, head, format, better) => {
  const got = await readOne(name, Buffer.concat([Buffer.from(head, 'hex'), Buffer.alloc(200)]));
  expect(got.found).toEqual(['OLD_FORMAT -']);
  expect(got.issues[0]?.message['zh-CN']).toContain(format);
  expect(got.issues[0]?.mend['zh-CN']).toContain(better);
});
test('a table whose text begins with a tab is none of these', async () => {
  expect((await readOne('a.tsv', '\t题目\t答案\n\t可以倒车。\t错\n')).short).toEqual(['可以倒车。 错']);
});
test('a drawing of Office stays with its question, to be told by name', async () => {
  const picture = '<w:p><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p>';
  const got = await readWord([p('1、何灯？'), picture, p('A、近光'), p('B、远光'), p('答案：A')], {
    'word/_rels/document.xml.rels':
      '<Relationships><Relationship Id="r1" Target="media/image1.emf"/></Relationships>',
    'word/media/image1.emf': Buffer.from('0100000058000000', 'hex'),
  });
  expect(got.candidates[0]?.question.media.map((m) => m.file)).toEqual(['doc-image1.emf']);
});
