import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createReadStream, existsSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Server, type Socket } from 'socket.io';
import type { CheckinView } from 'exam-contract/checkin';
import { errorStatus, type ErrorCode, type ErrorDetail } from 'exam-contract/errors';
import { siteRoutes } from 'exam-contract/http/sites';
import {
  KIOSK_NAMESPACE,
  kioskFrame,
  kioskPushes,
  kioskRequests,
  type KioskIn,
  type KioskOut,
  type KioskPush,
  type KioskPushData,
  type KioskRequest,
} from 'exam-contract/kiosk-socket';
import { FakeSitting, type FakeKind } from './fake-sitting';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};
export const ENROLMENT_CODE = 'SEAT-0007';
/** As strict as the real server's: what it forbids must not work here either. */
const CSP =
  "default-src 'self'; base-uri 'none'; connect-src 'self' ws: wss:; font-src 'self' data:; form-action 'none'; " +
  "frame-ancestors 'none'; frame-src 'self' blob:; img-src 'self' blob: data:; media-src 'self' blob:; " +
  "object-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:";
/** Last four of every candidate here. */
export const LAST4 = '123X';
const NOBODY = '000000000000000000';
/** The last frame of a part of the face check. */
const LAST_FRAME = { framing: 11, left: 21, right: 31 };

class Refusal extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail | undefined;
  constructor(code: ErrorCode, detail?: ErrorDetail) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

export interface FakeOptions {
  port?: number;
  /** Folder of the built kiosk. */
  dist: string;
  kind?: Partial<FakeKind>;
  bookings?: number;
  challenge?: 'on' | 'off';
  /** An hour where it is not given: whoever looks at a screen touches nothing for as long as that takes. */
  idleReturnMs?: number;
  /** Delay of every answer, ms. */
  latencyMs?: number;
}

type Handlers = { [K in KioskRequest]: (input: never) => KioskOut<K> | Promise<KioskOut<K>> };

/**
 * A server that speaks the kiosk's contract and nothing more: everything in and out is checked by the contract's
 * schemas, the rest is the shortest thing that moves the screens on. For looking at the kiosk and for its tests.
 */
export class FakeExamServer {
  readonly options: FakeOptions;
  readonly http = createServer((req, res) => void this.#serve(req, res));
  readonly io = new Server(this.http, {
    maxHttpBufferSize: 2e6,
    allowRequest: (_, answer) => answer(null, !this.#held),
  });
  /** Languages the candidate chose to read in, in order. */
  readonly languages: string[] = [];
  readonly reports: { kind: string; detail?: string | undefined }[] = [];
  readonly helps: boolean[] = [];
  /** How often the kiosk has said hello: after each start and each cut of the line. */
  hellos = 0;
  frames = 0;
  duty = true;
  demo = true;
  /** How a face check ends. */
  outcome: 'pass' | 'retry' | 'proctor' = 'pass';
  /** Where a face check stays, however many frames come, so that it can be looked at for as long as that takes. */
  stayAt: keyof typeof LAST_FRAME | null = null;
  /** Codes for the next requests of a name, as a server in trouble would answer. */
  readonly trouble = new Map<string, ErrorCode[]>();
  checkin: (CheckinView & { frames: number }) | null = null;
  sitting: FakeSitting | null = null;
  #device = randomUUID();
  #held = false;
  #socket: Socket | null = null;
  #tab: string | null = null;

  constructor(options: FakeOptions) {
    this.options = options;
    const nsp = this.io.of(KIOSK_NAMESPACE);
    nsp.use((socket, next) => {
      const { token, tabId } = socket.handshake.auth as { token?: string; tabId?: string };
      const busy = this.#socket?.connected && this.#tab !== tabId;
      const code: ErrorCode | null = token !== this.#device ? 'DEVICE_REVOKED' : busy ? 'SECOND_TAB' : null;
      next(code ? Object.assign(new Error(code), { data: { code } }) : undefined);
    });
    nsp.on('connection', (socket) => this.#connected(socket));
  }

  /** @returns the address of the kiosk */
  async listen(): Promise<string> {
    await new Promise<void>((r) => this.http.listen(this.options.port ?? 0, '127.0.0.1', r));
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}/kiosk/`;
  }
  async close(): Promise<void> {
    await this.io.close();
  }
  /** Cuts the line and lets nobody in until it is whole again. */
  hold(): void {
    this.#held = true;
    this.cut();
  }
  release(): void {
    this.#held = false;
  }
  /** Cuts the line as a failing network does. */
  cut(): void {
    (this.#socket?.conn as { close(discard?: boolean): void } | undefined)?.close(true);
  }
  revoke(): void {
    this.#device = randomUUID();
    this.#socket?.disconnect(true);
  }
  push<K extends KioskPush>(kind: K, data: KioskPushData<K>): void {
    this.#socket?.emit(kind, kioskPushes[kind].parse(data));
  }
  pushSitting(): void {
    if (this.sitting) this.push('sitting:update', this.sitting.view());
  }
  pushCheckin(): void {
    if (this.checkin) this.push('checkin:update', this.#checkinView());
  }
  setDuty(on: boolean): void {
    this.duty = on;
    this.push('duty', { examinerOnDuty: on });
  }
  message(text: string): void {
    this.push('message', { id: randomUUID(), text, from: '考试员 王敏', at: Date.now() });
  }

  #connected(socket: Socket): void {
    this.#socket = socket;
    this.#tab = (socket.handshake.auth as { tabId: string }).tabId;
    socket.on('frame', (raw: unknown) => {
      if (kioskFrame.safeParse(raw).success) this.frames++;
    });
    socket.onAny((event: string, ...args: unknown[]) => {
      const reply = args.at(-1);
      if (typeof reply !== 'function') return;
      void this.#answer(event, args[0]).then((a) => (reply as (a: unknown) => void)(a));
    });
  }

  async #answer(event: string, raw: unknown): Promise<unknown> {
    await new Promise((r) => setTimeout(r, this.options.latencyMs ?? 0));
    try {
      if (!(event in kioskRequests)) throw new Refusal('BAD_REQUEST', { field: 'event' });
      const name = event as KioskRequest;
      const code = this.trouble.get(name)?.shift();
      if (code) throw new Refusal(code);
      const input = kioskRequests[name].in.safeParse(raw);
      if (!input.success)
        throw new Refusal('BAD_REQUEST', { field: input.error.issues[0]?.path.join('.') ?? '' });
      const out = await this.#handlers[name](input.data as never);
      return { ok: true, data: kioskRequests[name].out.parse(out) };
    } catch (err) {
      if (err instanceof Refusal)
        return { ok: false, code: err.code, ...(err.detail ? { detail: err.detail } : {}) };
      console.error(event, err);
      return { ok: false, code: 'INTERNAL', detail: { errorId: randomUUID() } };
    }
  }

  #begun(): CheckinView & { frames: number } {
    if (!this.checkin) throw new Refusal('CHECKIN_NOT_FOUND');
    return this.checkin;
  }
  #seated(): FakeSitting {
    if (!this.sitting) throw new Refusal('SITTING_NOT_FOUND');
    return this.sitting;
  }
  #checkinView(): CheckinView {
    const { frames: _, ...view } = this.#begun();
    return view;
  }

  #hello(): KioskOut<'hello'> {
    return {
      serverNow: Date.now(),
      seat: {
        seatId: '00000000-0000-4000-8000-000000000007',
        number: 7,
        label: '07',
        roomName: { 'zh-CN': '第一理论考场', en: 'Theory room 1' },
        siteName: { 'zh-CN': '东胜驾驶人考试中心', en: 'Dongsheng test centre' },
      },
      demo: this.demo,
      examinerOnDuty: this.duty,
      challenge: this.options.challenge ?? 'on',
      checkinMethods: ['face', 'idNumber'],
      rulesVersion: '2026-11',
      frameIntervalMs: 500,
      idleReturnMs: this.options.idleReturnMs ?? 3_600_000,
      sitting: this.sitting?.view() ?? null,
      checkin: this.checkin ? this.#checkinView() : null,
    };
  }

  readonly #handlers: Handlers = {
    hello: () => {
      this.hellos++;
      return this.#hello();
    },
    clock: ({ t0 }: KioskIn<'clock'>) => ({ t0, serverNow: Date.now() }),
    'checkin:begin': (input: KioskIn<'checkin:begin'>) => {
      if (this.sitting) throw new Refusal('ALREADY_SITTING');
      if (!this.duty) throw new Refusal('NO_EXAMINER_ON_DUTY');
      if (input.method === 'idNumber' && input.idNumber === NOBODY) throw new Refusal('ID_NUMBER_UNKNOWN');
      const challenge = this.options.challenge ?? 'on';
      this.checkin = {
        checkinId: randomUUID(),
        stage: 'framing',
        method: input.method,
        hint: 'noFace',
        progress: 0,
        challenge: null,
        challengeOff: challenge === 'off',
        face: null,
        triesLeft: 2,
        maskedName: null,
        bookings: [],
        sitting: null,
        frames: 0,
      };
      return this.#checkinView();
    },
    'checkin:frame': () => {
      this.#oneFrame(this.#begun());
      return this.#checkinView();
    },
    'checkin:confirm': ({ last4 }: KioskIn<'checkin:confirm'>) => {
      const c = this.#begun();
      if (c.stage !== 'confirmDigits') throw new Refusal('CHECKIN_WRONG_STAGE');
      if (last4 !== LAST4) throw new Refusal('DIGITS_DO_NOT_MATCH', { attemptsLeft: 2 });
      return this.#known(c);
    },
    'checkin:choose': () => this.#pass(this.#begun()),
    'checkin:call': () => {
      Object.assign(this.#begun(), { stage: 'proctor', hint: null, challenge: null });
      return this.#checkinView();
    },
    'checkin:cancel': () => {
      this.checkin = null;
      return {};
    },
    'demo:enrol': ({ name }: KioskIn<'demo:enrol'>) => ({
      maskedName: `${name.slice(0, 1)}**`,
      idNumber: '15270119900101123X',
    }),
    'sitting:consent': () => this.#seated().consent(),
    'sitting:language': ({ lang }: KioskIn<'sitting:language'>) => {
      this.languages.push(lang);
      return {};
    },
    'sitting:retake': ({ take }: KioskIn<'sitting:retake'>) => this.#seated().retake(take),
    'sitting:sign': () => this.#seated().sign(),
    'sitting:finish': () => {
      this.sitting = null;
      setTimeout(() => this.push('terminal:command', { kind: 'reset' }), 20);
      return {};
    },
    'attempt:start': () => this.#seated().start(),
    'attempt:paper': () => this.#seated().paper(),
    'attempt:answer': (a: KioskIn<'attempt:answer'>) => {
      const s = this.#seated();
      const ack = s.answer(a);
      if (typeof ack === 'string') throw new Refusal(ack);
      if (s.stage === 'result') setTimeout(() => this.pushSitting(), 5);
      return ack;
    },
    'attempt:flag': (a: KioskIn<'attempt:flag'>) => this.#seated().flag(a),
    'attempt:move': ({ index }: KioskIn<'attempt:move'>) => {
      this.#seated().current = index;
      return {};
    },
    'attempt:submit': () => {
      const s = this.#seated();
      if (s.stage === 'running') s.end('candidate');
      return s.view();
    },
    report: ({ kind, detail }: KioskIn<'report'>) => {
      this.reports.push({ kind, detail });
      return {};
    },
    help: ({ on }: KioskIn<'help'>) => {
      this.helps.push(on);
      return {};
    },
    'message:seen': () => ({}),
  };

  #oneFrame(c: CheckinView & { frames: number }): void {
    const n = Math.min(c.frames + 1, this.stayAt ? LAST_FRAME[this.stayAt] : Infinity);
    c.frames = n;
    const turns: ('left' | 'right')[] = ['left', 'right'];
    const set = (change: Partial<CheckinView>) => Object.assign(c, change);
    if (c.stage === 'retry') {
      c.frames = 1;
      this.outcome = 'pass';
      set({ stage: 'framing', progress: 0, hint: 'noFace' });
    } else if (c.stage === 'framing') {
      const hints = ['noFace', 'comeCloser', 'holdStill'] as const;
      set({
        hint: hints[Math.min(2, Math.floor(n / 4))],
        progress: Math.min(1, n / 12),
        face: [0.35, 0.2, 0.3, 0.5],
      });
      if (n >= 12)
        set(
          c.challengeOff
            ? { stage: 'matching', hint: null, progress: 0 }
            : { stage: 'challenge', hint: null, progress: 0 },
        );
    } else if (c.stage === 'challenge') {
      const done = Math.floor((n - 12) / 10);
      set({
        progress: Math.min(1, (n - 12) / 20),
        challenge: { turns, done: Math.min(2, done), now: turns[done] ?? null },
      });
      if (done >= 2) set({ stage: 'matching', challenge: null, progress: 0.5 });
    } else if (c.stage === 'matching' && (n > 40 || c.challengeOff)) {
      if (this.outcome === 'retry') set({ stage: 'retry', triesLeft: c.triesLeft - 1 });
      else if (this.outcome === 'proctor') set({ stage: 'proctor' });
      else if (c.method === 'face') set({ stage: 'confirmDigits', maskedName: '张**', progress: 1 });
      else this.#known(c);
    }
  }
  #known(c: CheckinView): CheckinView {
    const names = ['科目一考试（汽车）', '科目三安全文明驾驶常识（汽车）', '满分学习考试'];
    const bookings = names.slice(0, this.options.bookings ?? 1).map((name) => ({
      bookingId: randomUUID(),
      kindCode: 'K1_CAR',
      kindName: { 'zh-CN': name, ...(name.startsWith('满') ? {} : { en: 'Driver theory test (car)' }) },
    }));
    Object.assign(c, { maskedName: '张**' });
    if (bookings.length === 1) return this.#pass(c);
    Object.assign(c, { stage: 'choose', bookings });
    return this.#checkinView();
  }
  #pass(c: CheckinView): CheckinView {
    this.sitting = new FakeSitting(this.options.kind ?? {});
    Object.assign(c, { stage: 'passed', sitting: this.sitting.view() });
    const view = this.#checkinView();
    this.checkin = null;
    return view;
  }
  /** What the proctor at the console decides about a waiting check-in. */
  decide(ok: boolean): void {
    const c = this.#begun();
    if (ok) this.push('checkin:update', this.#pass(c));
    else {
      Object.assign(c, { stage: 'refused' });
      this.pushCheckin();
    }
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://x');
    const json = (status: number, body: unknown) =>
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/api/v1/terminals' && req.method === 'POST') {
      let raw = '';
      for await (const chunk of req) raw += String(chunk);
      const body = siteRoutes.enrolTerminal.body.safeParse(JSON.parse(raw));
      if (!body.success || body.data.code !== ENROLMENT_CODE)
        return void json(errorStatus.ENROLMENT_CODE_INVALID, { ok: false, code: 'ENROLMENT_CODE_INVALID' });
      const out = { deviceToken: this.#device, seatId: randomUUID(), label: '07' };
      return void json(200, siteRoutes.enrolTerminal.out.parse(out));
    }
    if (url.pathname.startsWith('/api/v1/media/')) {
      const hit = this.sitting?.media.get(url.pathname.split('/').pop() ?? '');
      const allowed = req.headers.authorization?.startsWith('Bearer ');
      if (!hit || !allowed) return void json(404, { ok: false, code: 'NOT_FOUND' });
      return void res
        .writeHead(200, { 'content-type': hit.mime, 'cache-control': 'private, max-age=31536000, immutable' })
        .end(hit.data);
    }
    if (url.pathname.endsWith('/sheet.pdf'))
      return void res.writeHead(200, { 'content-type': 'application/pdf' }).end(PDF);
    if (url.pathname.startsWith('/kiosk/')) {
      const rest = url.pathname.slice('/kiosk/'.length) || 'index.html';
      const file = path.join(this.options.dist, path.normalize(rest).replace(/^(\.\.[/\\])+/, ''));
      if (existsSync(file) && statSync(file).isFile()) {
        res.writeHead(200, {
          'content-type': types[path.extname(file)] ?? 'application/octet-stream',
          'content-security-policy': CSP,
        });
        return void createReadStream(file).pipe(res);
      }
    }
    json(404, { ok: false, code: 'NOT_FOUND' });
  }
}

const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

if (require.main === module) {
  const dist = path.resolve(__dirname, '../../exam-client/dist');
  const fake = new FakeExamServer({ dist, port: Number(process.argv[2] ?? 4310), bookings: 2 });
  void fake.listen().then((url) => console.log(`${url}#enrol=${ENROLMENT_CODE}   last four: ${LAST4}`));
}
