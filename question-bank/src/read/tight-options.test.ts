import { readOne } from '../testing/read-one';
import { splitOptions } from './split-options';

test.each([
  ['A车B车道C路', ['车', '车道', '路']],
  ['A车;B路', ['车', '路']],
  ['A.车B.路C.桥', ['车', '路', '桥']],
  ['A 车 B 车道 C 路', ['车', '车道', '路']],
  ['A远光，B近光，C不开灯', ['远光', '近光', '不开灯']],
  ['Ａ减速Ｂ停车', ['减速', '停车']],
])('%s is a list of options', (cell, options) => {
  expect(splitOptions(cell)).toEqual(options);
});
test.each([
  ['A车;B车', ['A车', 'B车']],
  ['A车先行;B车先行;C车先行', ['A车先行', 'B车先行', 'C车先行']],
  ['C1驾驶证;C2驾驶证', ['C1驾驶证', 'C2驾驶证']],
  ['A柱;B柱;C柱', ['A柱', 'B柱', 'C柱']],
  ['A点到B点;B点到C点', ['A点到B点', 'B点到C点']],
  ['A路边B类车道', ['A路边B类车道']],
  ['打开ABS', ['打开ABS']],
])('letters of %s are parts of names', (cell, options) => {
  expect(splitOptions(cell)).toEqual(options);
});

const TEXT = [
  '1、在哪里？A车B路C桥',
  '答案：B',
  '2、雨天？',
  'A减速；B加速；C停车',
  '答案：A',
  '3、夜间（ B ）。A远光，B近光',
  '4、A车和B车都应让行。（√）',
  '5、前方路口。A骑车，B步行，应当让行。',
  '答案：A',
].join('\n');
test('options behind a stem that only their letters part; no statement with such letters becomes a choice', async () => {
  expect((await readOne('a.txt', TEXT)).short).toEqual([
    '在哪里？ -车 +路 -桥',
    '雨天？ +减速 -加速 -停车',
    '夜间（ ）。 -远光 +近光',
    'A车和B车都应让行。 对',
  ]);
});
test('a statement with letters in it, judged by A, stays one', async () => {
  const got = await readOne(
    'a.csv',
    '题目,答案\n路口。A骑车B步行,A\n甲车转弯？乙车直行,B\n在哪里？A车B路,B\n',
  );
  expect(got.short).toEqual(['路口。A骑车B步行 对', '甲车转弯？乙车直行 错', '在哪里？ -车 +路']);
});

test.each([
  ['A车让行\nB车先行\nC同时', ['A车让行', 'B车先行', 'C同时']],
  ['A方负责；B方负责；都负责', ['A方负责', 'B方负责', '都负责']],
  ['A车\nB路\nC桥', ['车', '路', '桥']],
])('%j: where several lines begin with A and B of one kind these are names', (cell, options) => {
  expect(splitOptions(cell)).toEqual(options);
});
test('a letter that answers a stem with A and B is never a verdict about it', async () => {
  const rows = [
    '题目,答案',
    '酒后驾驶（）。A扣分B罚款C拘留D以上都是,D',
    '超速（）A、扣分B、罚款C、拘留,A',
    '三车相遇（）A先行B先行C先行,A',
    '红灯可以通行。,B',
    '两车相遇（见图）A减速B停车,A',
    '是否正确？A车应让B车先行,A',
  ];
  const { short, found } = await readOne('a.csv', rows.join('\n'));
  expect(short).toEqual([
    '酒后驾驶（）。 -扣分 -罚款 -拘留 +以上都是',
    '超速（） +扣分 -罚款 -拘留',
    '红灯可以通行。 错',
    '两车相遇（见图）A减速B停车 对',
    '是否正确？A车应让B车先行 对',
  ]);
  expect(found).toContain('TOO_FEW_OPTIONS 4');
});
