type Parsed = { ok: true; only?: string; grep?: string; help: boolean } | { ok: false; message: string };
interface Stage {
  name: string;
  group: string;
  jest?: boolean;
  withNext?: boolean;
  args: string[];
}
const { parseTestArguments } = jest.requireActual<{ parseTestArguments: (argv: string[]) => Parsed }>(
  './arguments.cjs',
);
const { selectStages } = jest.requireActual<{
  selectStages: (wanted: { only?: string; grep?: string }) => Stage[];
}>('./stages.cjs');

describe('arguments of npm test', () => {
  test('nothing given means everything', () => {
    expect(parseTestArguments([])).toEqual({ ok: true, help: false });
  });

  test.each([[['--only', 'units']], [['--fast']], [['integration']]])('refuses %j', (argv) => {
    const parsed = parseTestArguments(argv);
    expect(parsed.ok).toBe(false);
    expect('message' in parsed && parsed.message).toMatch(/units|fast|integration/);
  });

  test('takes a part and a name pattern', () => {
    expect(parseTestArguments(['--only', 'e2e', '--grep', 'check-in'])).toMatchObject({
      ok: true,
      only: 'e2e',
      grep: 'check-in',
    });
  });
});

describe('stages', () => {
  test('checks and unit tests come before integration, and the browser last', () => {
    const groups = selectStages({}).map((stage) => stage.group);
    expect([...new Set(groups)]).toEqual(['check', 'integration', 'e2e']);
    expect(groups).toEqual(
      [...groups].sort((a, b) => 'check integration e2e'.indexOf(a) - 'check integration e2e'.indexOf(b)),
    );
  });

  test('"unit" leaves the checks out, "check" keeps the unit tests', () => {
    expect(selectStages({ only: 'unit' }).map((stage) => stage.jest)).toEqual([true]);
    expect(selectStages({ only: 'check' }).filter((stage) => stage.jest)).toHaveLength(1);
    expect(selectStages({ only: 'check' }).length).toBeGreaterThan(5);
  });

  test('what is begun together with the next stage has a stage after it in every selection', () => {
    for (const wanted of [{}, { only: 'e2e' }, { grep: 'seat wall' }]) {
      const chosen = selectStages(wanted);
      const waiting = chosen.findIndex((stage) => stage.withNext);
      expect(chosen[waiting + 1]).toMatchObject({ jest: true });
    }
  });

  test('a name pattern goes to every jest stage and leaves the rest out', () => {
    const chosen = selectStages({ grep: 'seat wall' });
    expect(chosen.length).toBeGreaterThan(1);
    for (const stage of chosen)
      expect(stage.args).toEqual(expect.arrayContaining(['--testNamePattern', 'seat wall']));
  });
});
