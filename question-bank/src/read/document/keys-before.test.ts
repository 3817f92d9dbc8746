import { readOne } from '../../testing/read-one';

const text = (...lines: string[]) => readOne('题库.txt', lines.join('\n'));

describe('keys in a bracket before the number', () => {
  test('numbers that name counted options of the same line, O and X', async () => {
    const got = await text(
      '( 2 )1. 遇行人應(1)加速(2)停車(3)鳴喇叭。',
      '( 3 )2. 雨天應 (1)急煞 (2)超車 (3)減速。',
      '（Ｏ）3. 騎乘機車應戴安全帽。',
      '(X)4. 紅燈可以右轉。',
    );
    expect(got.short).toEqual([
      '遇行人應 -加速 +停車 -鳴喇叭。',
      '雨天應 -急煞 -超車 +減速。',
      '騎乘機車應戴安全帽。 对',
      '紅燈可以右轉。 错',
    ]);
  });
  test('options below, and a number that names none of them', async () => {
    const got = await text('(2)1. 遇行人？', '(1)加速', '(2)停車', '(4)2. 雨天？', '(1)急煞', '(2)減速');
    expect(got.short).toEqual(['遇行人？ -加速 +停車']);
    expect(got.found).toContain('NO_ANSWER 4');
  });
  test('brackets that count with the numbers answer nothing', async () => {
    const got = await text('(1)1. 遇行人？', 'A. 加速', 'B. 停车', '(2)2. 雨天？', 'A. 急刹', 'B. 减速');
    expect(got.candidates).toEqual([]);
  });
});

describe('a number without its mark', () => {
  const one = ['1. 遇行人？', 'A. 加速', 'B. 停车', '答案：B', '解析：应当停车'];
  test('behind a question that is over begins the next', async () => {
    const got = await text(
      ...one,
      '2 雨天怎样行驶',
      'A. 加速',
      'B. 减速',
      '答案：B',
      '3. 雾天？',
      'A. 快',
      'B. 慢',
      '答案：B',
    );
    expect(got.short).toEqual(['遇行人？ -加速 +停车', '雨天怎样行驶 -加速 +减速', '雾天？ -快 +慢']);
  });
  test('is no question where no options follow', async () => {
    const got = await text(...one, '2 辆车相遇时也是这样', '2. 雨天？', 'A. 加速', 'B. 减速', '答案：B');
    expect(got.short).toEqual(['遇行人？ -加速 +停车', '雨天？ -加速 +减速']);
  });
  test('options of a question that has no number at all spoil the one whose explanation holds them', async () => {
    const got = await text(
      ...one,
      '雨天怎样行驶',
      'A. 加速',
      'B. 减速',
      '答案：B',
      '3. 雾天？',
      'A. 快',
      'B. 慢',
      '答案：B',
    );
    expect(got.short).toEqual(['雾天？ -快 +慢']);
    expect(got.found).toContain('BAD_FIELD 9');
  });
});

test('what somebody answered with the text of the option is no key beside the right one', async () => {
  const got = await text(
    '1.【单选题】遇行人？',
    'A、加速',
    'B、停车',
    '您的回答：A.加速   (正确答案为：B、停车)',
    '2.【多选题】雨天？',
    'A、减速',
    'B、开灯',
    'C、急刹',
    '您的回答：A、减速   (正确答案为：A、减速┋B、开灯)',
  );
  expect(got.short).toEqual(['遇行人？ -加速 +停车', '雨天？ +减速 +开灯 -急刹']);
});

test('a source in brackets behind the last option is said of the question', async () => {
  const got = await text(
    '1. 遇行人？',
    'A. 加速 B. 停车（来源：道路交通安全法（2021修正）第47条）',
    '答案：B',
    '2. 雨天？',
    'A. 加速',
    'B. 减速（注意前车）',
    '答案：B',
  );
  expect(got.short).toEqual(['遇行人？ -加速 +停车', '雨天？ -加速 +减速（注意前车）']);
  expect(got.candidates[0]?.question.lawRef).toMatchObject([{ article: '第47条' }]);
});

test('a stem in which questions with their keys go on is several', async () => {
  const got = await text(
    '(2)1. 遇行人應(1)加速(2)停車。',
    '(？)2. 雨天應(1)急煞(2)減速。',
    '(？)3. 應系安全带。',
    '(X)4. 可以酒驾。',
  );
  expect(got.candidates).toEqual([]);
  expect(got.found).toContain('BAD_FIELD 1');
});
