import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Server } from 'socket.io';
import { attemptRoutes } from 'exam-contract/http/attempts';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import { siteRoutes } from 'exam-contract/http/sites';
import { staffRoutes } from 'exam-contract/http/staff';
import { CONSOLE_NAMESPACE, consoleRequests } from 'exam-contract/console-socket';
import { fakeRoom, type FakeRoom } from './fake-console-room';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const CSP =
  "default-src 'self'; connect-src 'self' ws: wss:; frame-src 'self' blob:; img-src 'self' blob: data:; " +
  "object-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'";
const HOUR = 3_600_000;

/** Speaks the console's contract to one proctor and one room; every answer is checked by the contract's schemas. */
export class FakeConsoleServer {
  readonly room: FakeRoom;
  readonly http = createServer((req, res) => this.#serve(req, res));
  readonly io = new Server(this.http);
  /** Actions asked for, as `method path body`. */
  readonly asked: string[] = [];
  readonly #dist: string;
  readonly #photo: Buffer;
  readonly #staff = {
    staffId: randomUUID(),
    username: 'proctor',
    name: '王考官',
    roles: ['proctor', 'admin'],
    examinerCertificate: 'KS-0001',
  };
  #duty: object | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** `photo` is a JPEG of the size a terminal's analysed frame has. */
  constructor(dist: string, seats: number, photo: Buffer) {
    this.#dist = dist;
    this.#photo = photo;
    this.room = fakeRoom(randomUUID(), seats, Date.now());
    this.io.of(CONSOLE_NAMESPACE).on('connection', (socket) => {
      socket.on('room:watch', (_in: unknown, ack: (a: unknown) => void) => {
        const { seats: all, incidents, checks } = this.room;
        ack({
          ok: true,
          data: consoleRequests['room:watch'].out.parse({
            serverNow: Date.now(),
            seats: all,
            incidents,
            checks,
          }),
        });
      });
      socket.on('room:unwatch', (_in: unknown, ack: (a: unknown) => void) => ack({ ok: true, data: {} }));
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.http.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** A picture and a new view of every seat once a second, spread over the second as terminals are. */
  feed(): void {
    let at = 0;
    const { seats } = this.room;
    const nsp = this.io.of(CONSOLE_NAMESPACE);
    this.#timer = setInterval(() => {
      const seat = seats[at++ % seats.length]!;
      const now = Date.now();
      if (seat.sittingId) nsp.emit('thumb', { seatId: seat.seatId, at: now, jpeg: this.#photo });
      if (seat.progress && seat.progress.answered < 100) {
        seat.progress = {
          ...seat.progress,
          answered: seat.progress.answered + 1,
          correct: seat.progress.correct + 1,
        };
        nsp.emit('seat:update', seat);
      }
    }, 1000 / seats.length);
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.io.close();
  }

  #serve(req: IncomingMessage, res: ServerResponse): void {
    const url = new URL(req.url ?? '/', 'http://here');
    if (url.pathname.startsWith('/api/v1')) return void this.#api(req, res, url.pathname.slice(7));
    const file = path.join(this.#dist, url.pathname.replace(/^\/console/, ''));
    const found = path.extname(file) && existsSync(file) ? file : path.join(this.#dist, 'index.html');
    res.setHeader('Content-Security-Policy', CSP);
    res.setHeader('Content-Type', types[path.extname(found)] ?? 'application/octet-stream');
    createReadStream(found).pipe(res);
  }

  async #api(req: IncomingMessage, res: ServerResponse, at: string): Promise<void> {
    const parts: Buffer[] = [];
    for await (const p of req) parts.push(p as Buffer);
    const key = `${req.method} ${at.replace(/[0-9a-f-]{36}/g, ':id')}`;
    if (req.method !== 'GET') this.asked.push(`${key} ${Buffer.concat(parts).toString()}`);
    if (/evidence|photo/.test(at)) return void res.setHeader('Content-Type', 'image/jpeg').end(this.#photo);
    const out = this.#answers()[key]?.();
    res.setHeader('Content-Type', 'application/json');
    if (out === undefined) return void res.writeHead(404).end('{"ok":false,"code":"NOT_FOUND"}');
    res.end(JSON.stringify(out));
  }

  #answers(): Record<string, () => unknown> {
    const { room } = this;
    const now = Date.now();
    const name = { 'zh-CN': '第一考场', en: 'Room 1' };
    const siteId = randomUUID();
    const done = { attemptId: room.seats[0]!.attemptId, status: 'paused', deadline: null };
    return {
      'POST /session': () =>
        staffRoutes.signIn.out.parse({ token: 't', expiresAt: now + HOUR, staff: this.#staff }),
      'GET /sites': () =>
        siteRoutes.list.out.parse({
          sites: [
            {
              siteId,
              name,
              region: null,
              rooms: [{ roomId: room.roomId, siteId, name, seats: room.seats.length, challenge: 'on' }],
            },
          ],
        }),
      'GET /rooms/:id/duty': () => ({ duty: this.#duty }),
      'POST /rooms/:id/duty': () => {
        const { staffId, name: who } = this.#staff;
        const examiner = { staffId, name: who, certificate: 'KS-0001' };
        const duty = { dutyId: randomUUID(), roomId: room.roomId, examiner, since: now, present: true };
        this.#duty = staffRoutes.goOnDuty.out.parse(duty);
        return this.#duty;
      },
      'DELETE /rooms/:id/duty': () => {
        this.#duty = null;
        return {};
      },
      'GET /incidents': () => proctoringRoutes.incidents.out.parse({ rows: room.incidents }),
      'GET /identity-checks': () => proctoringRoutes.checks.out.parse({ rows: room.checks }),
      'GET /candidates': () => ({ total: 0, rows: [] }),
      'GET /attempts': () => attemptRoutes.list.out.parse({ rows: [] }),
      'POST /attempts/:id/pause': () => proctoringRoutes.pause.out.parse(done),
      'POST /attempts/:id/extend': () => proctoringRoutes.extend.out.parse(done),
      'POST /attempts/:id/termination-request': () =>
        proctoringRoutes.requestTermination.out.parse({
          confirmToken: 'x',
          expiresAt: now + 60_000,
          candidateName: '李芳',
          answered: 40,
          total: 100,
        }),
      'POST /attempts/:id/termination': () => proctoringRoutes.terminate.out.parse(done),
      'POST /seats/:id/message': () =>
        proctoringRoutes.message.out.parse({ messageId: randomUUID(), delivered: true }),
      'POST /identity-checks/:id/decision': () =>
        proctoringRoutes.decideCheck.out.parse({ ...room.checks[0], state: 'allowed', decidedBy: '王考官' }),
    };
  }
}
