import { importBank } from '../pipeline';
import { makeQuestion } from '../testing/make-question';
import { jsonBank } from '../testing/bank-files';
import type { Question } from '../model/question';
import { wordingsNamed } from '../model/statutes';

const onDate = '2026-11-26';
async function check(more: Partial<Question>, code: string) {
  const bytes = jsonBank([makeQuestion('a'), makeQuestion('b', more)]);
  const got = await importBank({ name: 'b.json', bytes }, { onDate });
  return got.issues.filter((i) => i.code === code && i.at.question === 'b');
}
const zh = (text: string) => ({ 'zh-CN': text });

describe('an explanation that contradicts the key', () => {
  const single = (explanation: string, answer = 'A') =>
    check({ type: 'single', answer: [answer], explanation: zh(explanation) }, 'EXPLANATION_CONTRADICTS');
  test.each([
    '会车时用近光灯，故选B。',
    '答案为B',
    '因此本题应选 B。',
    '正确答案：C',
    '本题正确答案是“D”，见第48条',
    '所以选择AC。',
    'The correct answer is B.',
  ])('told: %s', async (text) => {
    expect(await single(text)).toMatchObject([{ severity: 'warning', at: { row: 3 } }]);
  });
  test.each([
    '故选A。',
    '不选B，因为远光灯晃眼。',
    '准驾车型选C1照的人最多',
    '答案是A，选项B错误。',
    '排除B、C。',
    '应当选择B类道路行驶',
    '选项B错误，选项C也不正确。',
    '故选A，不能选B。',
    '申请选择C1驾驶证',
    'The correct answer is A because B blinds others.',
    'The right option is Because',
  ])('not told: %s', async (text) => {
    expect(await single(text)).toEqual([]);
  });
  test('several keys, and judge questions by words', async () => {
    const multi = (text: string) =>
      check({ type: 'multi', answer: ['A', 'B'], explanation: zh(text) }, 'EXPLANATION_CONTRADICTS');
    expect(await multi('故选A、B、C。')).toHaveLength(1);
    expect(await multi('故选B、A。')).toEqual([]);
    const judge = (text: string) =>
      check(
        { type: 'judge', shuffle: false, answer: ['A'], explanation: zh(text) },
        'EXPLANATION_CONTRADICTS',
      );
    for (const text of ['因此本题错误。', '题干说法不正确', '此题说法是错误的。', '本题错误'])
      expect([text, (await judge(text)).length]).toEqual([text, 1]);
    for (const text of [
      '本题正确。',
      '说法错误的是第二句',
      '错误操作会导致侧滑',
      '本题考查正确使用灯光',
      '答案正确',
    ])
      expect([text, (await judge(text)).length]).toEqual([text, 0]);
  });
});

describe('statutes no longer in force', () => {
  const ref = (code: string, article = '第12条') =>
    check({ lawRef: [{ code, article }] }, 'STATUTE_OUTDATED');
  test.each([
    '公安部令第123号',
    '公安部第139号令',
    '《机动车驾驶证申领和使用规定》（公安部令第111号）',
    '91号令',
    '机动车驾驶证申领和使用规定(2012)',
    '驾驶证申领和使用规定（2016年修正）',
    '道路交通安全法（2011年修正）',
    '中华人民共和国道路交通安全法(2007)',
    '道路交通安全违法行为记分分值',
    '中华人民共和国道路交通管理条例',
    '机动车登记规定（公安部令第102号）',
    '道路交通事故处理程序规定（公安部令第104号）',
  ])('told: %s', async (code) => {
    const found = await ref(code);
    expect(found).toMatchObject([{ severity: 'warning', at: { field: 'questions[1].lawRef[0]' } }]);
    expect(found[0]?.message['zh-CN']).toMatch(/已于 \d{4}-\d\d-\d\d 后失效/);
  });
  test.each([
    '162号令',
    '公安部令第172号',
    '道交法',
    '道路交通安全法（2021年修正）',
    '实施条例',
    '国务院令第405号',
    '深圳经济特区道路交通管理条例',
    'GB 5768.2',
    '机动车驾驶证申领和使用规定',
  ])('not told: %s', async (code) => {
    expect(await ref(code)).toEqual([]);
  });
  test('an explanation may name it too; before it ended nothing is said', async () => {
    expect(
      await check(
        { explanation: zh('根据《机动车驾驶证申领和使用规定》（公安部令第123号）') },
        'STATUTE_OUTDATED',
      ),
    ).toHaveLength(1);
    expect(wordingsNamed('公安部令第123号').map((n) => n.wording.to)).toEqual(['2022-03-31']);
  });
});

describe('room on the kiosk', () => {
  const found = (over: object) => check(over, 'TOO_LONG_FOR_KIOSK');
  const four = (n: number) => ['A', 'B', 'C', 'D'].map((id) => ({ id, text: zh(id + '乙'.repeat(n - 1)) }));
  const single = (stem: number, option: number, more: object = {}) =>
    found({ type: 'single', stem: zh('停'.repeat(stem)), options: four(option), answer: ['A'], ...more });

  test('the longest texts that the kiosk was measured to show are let through, a line more is pointed out', async () => {
    expect(await single(145, 8)).toEqual([]);
    expect(await single(146, 8)).toMatchObject([
      { severity: 'warning', at: { field: 'questions[1].stem.zh-CN' } },
    ]);
    expect(await single(20, 64)).toEqual([]);
    expect(await single(20, 66)).toMatchObject([{ at: { field: 'questions[1].options[0].text.zh-CN' } }]);
    const media = [{ file: 'a.png', alt: zh('标志') }];
    expect(await single(85, 8, { media })).toEqual([]);
    expect(await single(86, 8, { media })).toHaveLength(1);
    // Of two options more room is left.
    expect(await found({ type: 'judge', stem: zh('停'.repeat(200)) })).toEqual([]);
  });

  test('every language is looked at in its own way of writing', async () => {
    const en = 'dip the lights '.repeat(16);
    expect(await found({ stem: { ...zh('停'), en } })).toEqual([]);
    expect(await found({ stem: { ...zh('停'), en: en.repeat(3) } })).toMatchObject([
      { at: { field: 'questions[1].stem.en' } },
    ]);
    const stem = { ...zh('停'), 'mn-Mong': 'ᠵᠠᠮ ᠢᠶᠠᠷ '.repeat(60) };
    expect(await found({ stem })).toMatchObject([{ at: { field: 'questions[1].stem.mn-Mong' } }]);
  });
});

describe('stems that speak of a picture', () => {
  const told = async (stem: string) =>
    (await check({ stem: zh(stem) }, 'PICTURE_MENTIONED')).map((i) => i.severity)[0];
  test.each([
    '如图所示，这辆车应当怎样行驶？',
    '图中标志表示什么？',
    '驾车遇图中情形，应当减速。',
    '遇到下图标志时应当停车。',
    '这个标志是何含义？',
    '这种手势信号表示什么？',
    '仪表板上这个指示灯亮表示什么？',
    '如动画所示，应当怎样？',
    '以下图片中的标线表示什么？',
    'What does the sign shown mean?',
    'As shown in the picture, who goes first?',
  ])('error: %s', async (stem) => {
    expect(await told(stem)).toBe('error');
  });
  test.each([
    '右侧标志警告前方是下陡坡路段。',
    '驾驶机动车遇到这种情况怎样行驶？',
    '交通警察发出的是右转弯手势信号。',
    'What does this sign mean?',
    'The following sign represents',
  ])('warning: %s', async (stem) => {
    expect(await told(stem)).toBe('warning');
  });
  test.each([
    '不得试图中途超车。',
    '驾驶人企图中止考试的，按缺考处理。',
    '例如图书馆门前应当减速。',
    '在马路上图方便乱停车是错误的。',
    '使用地图中的导航功能应当停车。',
    '以下图书馆附近的做法正确的是？',
    '看到禁止鸣喇叭标志，遇该标志时不得鸣喇叭。',
    '遇有注意儿童标志时，应加速通过。',
    '行人意图横穿道路时应当让行。',
    '设有该设施的路段应当减速。',
    'Do not figure out the route while driving.',
  ])('nothing: %s', async (stem) => {
    expect(await told(stem)).toBeUndefined();
  });
});
