import { readOne } from '../../testing/read-one';

const SHORT = ['遇行人？ -加速 +停车', '雨天？ +慢 -快'];

test.each([
  [
    'bank.py',
    'class A:\n    def load(self):\n        rows = [\n            ("遇行人？", ["加速", "停车"], "B"),\n            ("雨天？", ["慢", "快"], "A"),\n        ]\n        return len(rows)\n',
  ],
  [
    'bank.js',
    'const rows = [[1, "遇行人？", ["加速", "停车"], "B", "让行"], [2, "雨天？", ["慢", "快"], "A", "慢行"]];',
  ],
  ['bank.json', '[["遇行人？",["加速","停车"],"B"],["雨天？",["慢","快"],"A"]]'],
  [
    'init.c',
    'void init(void) {\n    Question q[] = {\n        /* 科目一 */\n        {1, SUBJECT_1, "遇行人？", {"加速", "停车"}, "B", "让行"},\n        {2, SUBJECT_1, "雨天？", {"慢", "快"}, "A", "慢行"}\n    };\n    save(q, sizeof(q));\n}\n',
  ],
])('rows of values that leave no doubt, in %s', async (name, text) => {
  expect((await readOne(name, text)).short).toEqual(SHORT);
});

test.each([
  ['no text asks for one of them', '[["2024-01-01",["a","b"],"x1"],["2024-01-02",["c","d"],"x2"]]'],
  [
    'two numbers may be the key',
    '[["遇行人？",["加速","停车","鸣笛"],1,2],["雨天？",["慢","快","停"],2,0],["雾天？",["慢","快","停"],0,1]]',
  ],
])('and no others: %s', async (_, text) => {
  expect((await readOne('bank.json', text)).candidates).toEqual([]);
});

test('C#: types left out behind new, verbatim texts', async () => {
  const text = `public static List<Question> All = new() {
    new() { Id = 1, Text = @"遇""行人""？", Options = new() { "加速", "停车" }, Answer = "B" },
    new() { Id = 2, Text = $"雨天？", Options = new[] { "慢", "快" }, Answer = "A" },
  };`;
  expect((await readOne('Bank.cs', text)).short).toEqual(['遇"行人"？ -加速 +停车', '雨天？ +慢 -快']);
});

test('the id of the right option is the answer where options have ids', async () => {
  const options = [
    { id: 11, value: '加速' },
    { id: 12, value: '停车' },
  ];
  const got = await readOne(
    'bank.json',
    JSON.stringify([
      { answerId: 12, title: '遇行人？', options },
      { answerId: 3, title: '雨天？', options },
    ]),
  );
  expect(got.short).toEqual(['遇行人？ -加速 +停车']);
});
