import type { DemoSummary } from './features/demo-seed';

/** What whoever started the server reads on the terminal: where to go, with which account, and how to begin. */
export function welcome(
  at: { scheme: string; host: string; port: number; addresses: readonly string[] },
  demo: DemoSummary | null,
): string {
  const everywhere = at.host === '0.0.0.0' || at.host === '::';
  const host = everywhere || at.host === '127.0.0.1' ? 'localhost' : at.host;
  const base = `${at.scheme}://${host}:${at.port}`;
  const lines = [
    '',
    'Kaotai 考台 is running.',
    '',
    `  Console  考务台   ${base}/console/`,
    `  Kiosk    考试终端 ${base}/kiosk/`,
  ];
  if (everywhere)
    for (const address of at.addresses.slice(0, 3))
      lines.push(`  From other machines: ${at.scheme}://${address}:${at.port}/console/ and …/kiosk/`);
  if (!demo) return [...lines, ''].join('\n');
  if (demo.enrolment) {
    lines.push(
      '',
      `  Make this browser the terminal of seat ${demo.enrolment.label} (the link works once, for 15 minutes):`,
      `           ${base}/kiosk/#enrol=${demo.enrolment.code}`,
      '           Too late? Sign in to the console as the manager: Sites and seats, Enrolment code.',
    );
  }
  lines.push('', 'Accounts 帐号 (a password is shown once, when it is made):');
  for (const a of demo.accounts)
    lines.push(
      `  ${a.username.padEnd(12)} ${(a.password ?? '(as shown before)').padEnd(20)} ${a.name}  [${a.roles.join(', ')}]`,
    );
  if (demo.accounts.some((a) => a.password === null))
    lines.push('  Lost a password? Start with: npm start -- --new-passwords');
  const some = demo.candidates.filter((c) => c.kinds.length > 0).slice(0, 4);
  if (some.length > 0) {
    lines.push('', 'Candidates booked now 现有预约:');
    for (const c of some)
      lines.push(`  ${c.idNumber}  ${c.name}${c.hasFace ? '' : '  (no face yet)'}  [${c.kinds.join(', ')}]`);
  }
  lines.push(
    '',
    'How to begin:',
    '  1. Sign in to the console as the proctor and take duty for the room: without an examiner on duty nothing starts.',
    '  2. Open the kiosk link above. Use "enrol with this camera" on the second screen, then sit the test as yourself.',
    '  3. Watch the seat on the wall in the console; send it a message, pause it, give it time.',
    `  Cameras need https or localhost: from another machine start with --tls-self-signed --host 0.0.0.0. Bank: ${demo.bank.questions} questions, ${demo.bank.pictures} pictures.`,
    '',
  );
  return lines.join('\n');
}
