interface Report {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}
const { failuresOfJest, failuresOfCheck } = jest.requireActual<{
  failuresOfJest: (report: Report | undefined, base: string) => string[];
  failuresOfCheck: (name: string, said: string) => string[];
}>('./failures.cjs');

const suite = (name: string, more: Partial<Report['testResults'][number]> = {}) => ({
  name: `/repo/${name}`,
  status: 'failed',
  message: '',
  assertionResults: [],
  ...more,
});
const test_ = (status: string, fullName: string, ...failureMessages: string[]) => ({
  status,
  fullName,
  failureMessages,
});
const lines = (count: number) => Array.from({ length: count }, (_, n) => `line ${n}`).join('\n');

describe('what is said again of what failed', () => {
  test('a failed test is named with its file, a passed one is not', () => {
    const tests = [
      test_('passed', 'seat wall shows'),
      test_('failed', 'seat wall closes', 'Error: late\n\n  at x'),
    ];
    const report = {
      testResults: [suite('test/wall.test.ts', { message: 'all of it', assertionResults: tests })],
    };
    expect(failuresOfJest(report, '/repo')).toEqual([
      '✖ test/wall.test.ts › seat wall closes',
      '    Error: late',
      '      at x',
    ]);
  });

  test('colours are left out, and of a long message and a long line only so much is kept', () => {
    const message = `\u001b[31m${'a'.repeat(5000)} within 60000 ms\u001b[39m\n${lines(50)}`;
    const assertionResults = [test_('failed', 'much', message)];
    const said = failuresOfJest({ testResults: [suite('m.test.ts', { assertionResults })] }, '/repo');
    expect(said).toHaveLength(11);
    expect(said[1]!.length).toBeLessThan(320);
    expect(said[1]).toMatch(/^ {4}a+ … a+ within 60000 ms$/);
    expect(said.at(-1)).toBe('    line 8');
  });

  test('a suite that could not run says why', () => {
    const report = { testResults: [suite('s.test.ts', { message: 'Cannot find module x' })] };
    expect(failuresOfJest(report, '/repo')).toEqual(['✖ s.test.ts', '    Cannot find module x']);
  });

  test('a green run and a run without a report say nothing', () => {
    const assertionResults = [test_('passed', 'well')];
    const report = { testResults: [suite('g.test.ts', { status: 'passed', assertionResults })] };
    expect(failuresOfJest(report, '/repo')).toEqual([]);
    expect(failuresOfJest(undefined, '/repo')).toEqual([]);
  });

  test('a check says what it said last', () => {
    const said = failuresOfCheck('lint', `${lines(30)}\n`);
    expect(said).toHaveLength(11);
    expect([said[0], said.at(-1)]).toEqual(['✖ lint', '    line 29']);
  });
});
