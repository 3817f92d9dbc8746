import type { DemoSummary } from './features/demo-seed';
import { welcome } from './welcome';

const at = { scheme: 'http', host: '127.0.0.1', port: 8080, addresses: ['10.0.0.7'] };
const demo: DemoSummary = {
  siteId: 's',
  roomId: 'r',
  seats: 30,
  accounts: [{ username: 'proctor', name: '监考员', roles: ['proctor'], password: null }],
  enrolment: { seatId: 'x', label: '02', code: 'ABCD-1234', expiresAt: 0 },
  bank: { hash: 'h', questions: 500, pictures: 90 } as DemoSummary['bank'],
  candidates: [],
  faces: 0,
};

describe('what whoever starts the server reads', () => {
  it('says how to come by a password that was shown before, and which seat the link is for', () => {
    const text = welcome(at, demo);
    expect(text).toContain('npm start -- --new-passwords');
    expect(text).toContain('seat 02');
    expect(text).toContain('http://localhost:8080/kiosk/#enrol=ABCD-1234');
    expect(text).not.toContain('10.0.0.7');
  });
  it('names the addresses for other machines where it listens on all of them', () => {
    expect(welcome({ ...at, host: '0.0.0.0', scheme: 'https' }, null)).toContain(
      'https://10.0.0.7:8080/console/',
    );
  });
});
