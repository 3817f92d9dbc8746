interface From {
  cwd: string;
  defaultData: string;
  env?: Record<string, string>;
}
const { parseStartArguments } = jest.requireActual<{
  parseStartArguments: (argv: string[], from: From) => Record<string, unknown> & { ok: boolean };
}>('./arguments.cjs');

const from: From = { cwd: '/home/clerk', defaultData: '/srv/kaotai/.kaotai/data' };
const parse = (line: string, env?: Record<string, string>) =>
  parseStartArguments(line.split(' ').filter(Boolean), { ...from, env });

describe('arguments of npm start', () => {
  test('nothing given: this machine only, with the demo site', () => {
    expect(parse('')).toEqual({
      ok: true,
      help: false,
      port: 8080,
      host: '127.0.0.1',
      data: '/srv/kaotai/.kaotai/data',
      demo: true,
      newPasswords: false,
      tls: undefined,
    });
  });

  test('paths are relative to where the person stands', () => {
    const parsed = parse('--data exams --tls-cert tls/a.pem --tls-key /etc/a.key');
    expect(parsed.data).toBe('/home/clerk/exams');
    expect(parsed.tls).toEqual({ selfSigned: false, cert: '/home/clerk/tls/a.pem', key: '/etc/a.key' });
  });

  test('the environment stands in for what is not given, and an option wins over it', () => {
    expect(parse('', { KAOTAI_PORT: '9000', KAOTAI_HOST: '0.0.0.0' })).toMatchObject({
      port: 9000,
      host: '0.0.0.0',
    });
    expect(parse('--port 9001', { KAOTAI_PORT: '9000' }).port).toBe(9001);
  });

  test.each([
    ['--prot 80', /--prot/],
    ['9000', /9000/],
    ['--port', /port/],
    ['--port=', /--port needs a value/],
    ['--port 0', /1 to 65535/],
    ['--port 65536', /1 to 65535/],
    ['--port 80a', /80a/],
    ['--port -1', /port/],
    ['--tls-cert a.pem', /belong together/],
    ['--tls-key a.pem', /belong together/],
    ['--tls-self-signed --tls-cert a --tls-key b', /not both/],
    ['--no-demo=yes', /no-demo/],
    ['--no-demo --new-passwords', /demo accounts/],
  ])('refuses "%s" and says why', (line, why) => {
    const parsed = parse(line);
    expect(parsed.ok).toBe(false);
    expect(parsed.message).toMatch(why);
  });
});
