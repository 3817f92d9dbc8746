import { readOne } from '../../testing/read-one';

const read = async (...lines: string[]) => (await readOne('q.txt', lines.join('\n'))).short;

describe('options of Korean papers', () => {
  test('by 가나다, answered below each', async () => {
    expect(
      await read(
        '1. 비가 오면?',
        '가. 다시 간다',
        '나. 멈춘다',
        '다. 빨리 간다',
        '정답: 나',
        '2. 안개는?',
        '가. 멈춘다',
        '나. 간다',
        '정답: 가',
      ),
    ).toEqual(['비가 오면? -다시 간다 +멈춘다 -빨리 간다', '안개는? +멈춘다 -간다']);
  });
  test('by 가나다 on one line, answered in a list', async () => {
    expect(
      await read(
        '1. 비가 오면?',
        '가. 간다 나. 멈춘다 다. 돈다',
        '2. 안개는?',
        '가. 멈춘다 나. 간다 다. 돈다',
        '',
        '정답',
        '1. 나 2. 가',
      ),
    ).toEqual(['비가 오면? -간다 +멈춘다 -돈다', '안개는? +멈춘다 -간다 -돈다']);
  });
  test('by ㄱㄴㄷ, where these are what the key names', async () => {
    expect(await read('1. 옳은 것은?', 'ㄱ. 간다', 'ㄴ. 멈춘다', 'ㄷ. 돈다', '정답: ㄴ, ㄷ')).toEqual([
      '옳은 것은? -간다 +멈춘다 +돈다',
    ]);
  });
  test('ㄱㄴㄷ above numbered options are statements', async () => {
    const got = await read(
      '1. 모두 고른 것은?',
      'ㄱ. 멈춘다',
      'ㄴ. 간다',
      'ㄷ. 돈다',
      '① ㄱ',
      '② ㄱ, ㄷ',
      '③ ㄴ',
      '정답: ②',
    );
    expect(got).toHaveLength(1);
    expect(got[0]).toMatch(/-ㄱ \+ㄱ, ㄷ -ㄴ$/);
  });
  test('by ㉮㉯㉰, and answers behind a bracket', async () => {
    const text = (one: string, two: string) =>
      `1. 비 오는 날 운전 방법은?\n㉮ 과속한다\n㉯ 감속한다\n㉰ 정지한다\n${one}\n\n2. 안개 낀 날 운전 방법은?\n㉮ 과속한다 ㉯ 감속한다\n㉰ 정지한다\n${two}\n`;
    const read = [
      '비 오는 날 운전 방법은? -과속한다 +감속한다 -정지한다',
      '안개 낀 날 운전 방법은? +과속한다 -감속한다 +정지한다',
    ];
    expect((await readOne('q.txt', text('정답: ㉯', '정답: ㉮, ㉰'))).short).toEqual(read);
    expect((await readOne('q.txt', text('정답) ㉯', '정답) ㉮ ㉰'))).short).toEqual(read);
    const plain = '1. 비 오는 날 운전 방법은?\n가) 과속한다\n나) 감속한다\n정답) 나\n';
    expect((await readOne('q.txt', plain)).short).toEqual(['비 오는 날 운전 방법은? -과속한다 +감속한다']);
  });
});
