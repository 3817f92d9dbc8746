import type { Role } from 'exam-contract/http/roles';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { localDay } from '../../platform/local-day';
import type { Audit } from '../audit';
import type { Booking } from '../booking';
import type { Candidates } from '../candidates';
import type { Papers } from '../papers';
import type { Sites } from '../sites';
import type { Staff } from '../staff';
import { demoPortraits, visionReady, type DemoVision } from './demo-faces';
import { demoCandidates, demoStaff } from './demo-people';
import { plannedBookings } from './demo-plan';
import type { DemoStore } from './demo.store';

export interface DemoServices {
  audit: Pick<Audit, 'record'>;
  staff: Staff;
  sites: Sites;
  candidates: Candidates;
  booking: Booking;
  papers: Papers;
  /** Null where camera analysis is switched off: then nobody has a face yet. */
  vision: DemoVision | null;
}

/** What the person who started the demo is told. */
export interface DemoSummary {
  siteId: string;
  roomId: string;
  seats: number;
  /** `password` only for accounts made, or given a new password, just now. */
  accounts: { username: string; name: string; roles: Role[]; password: string | null }[];
  /** One-time code that makes a browser the terminal of seat 1; null where it has one already. */
  enrolment: { seatId: string; label: string; code: string; expiresAt: number } | null;
  bank: { hash: string; name: string; questions: number; pictures: number };
  /** Who may sit something now, those with a face first. */
  candidates: { candidateId: string; name: string; idNumber: string; hasFace: boolean; kinds: string[] }[];
  faces: number;
}

const SEATS = 30;
const CANDIDATES = 40;
const ACTOR = 'system demo';
const BY = '示范数据';

/**
 * Makes the demo site, or what is missing of it, and books its candidates for today and the coming days. Run at
 * every start: what is there is left alone, except that `newPasswords` gives every demo account a new password.
 */
export async function seedDemo(
  ctx: Pick<Context, 'clock' | 'log'>,
  store: DemoStore,
  s: DemoServices,
  o: { newPasswords?: boolean } = {},
): Promise<DemoSummary> {
  const now = ctx.clock.now();
  await s.papers.loadShippedKinds();
  const bank = await seedBank(s.papers, now);
  const accounts = await seedStaff(s.staff, o.newPasswords === true);
  const { siteId, roomId, isNew } = await seedPlace(store, s.sites);
  if (isNew) await s.audit.record(null, { actor: ACTOR, action: 'demo.seed', target: `site/${siteId}` });
  const candidateIds = await seedCandidates(s.candidates);
  await seedFaces(ctx, store, s, candidateIds);
  const candidates = await seedBookings(ctx, s, siteId, candidateIds);
  const first = (await s.sites.seats(roomId)).find((seat) => !seat.terminal);
  const enrolment = first
    ? {
        seatId: first.seatId,
        label: first.label,
        ...(await s.sites.terminals.newCode(first.seatId, ACTOR)),
      }
    : null;
  return {
    siteId,
    roomId,
    seats: SEATS,
    accounts,
    enrolment,
    bank,
    candidates,
    faces: candidates.filter((c) => c.hasFace).length,
  };
}

/** Publishes the shipped bank first of all, and again where a newer release ships another; never over an office's own. */
async function seedBank(papers: Papers, now: number): Promise<DemoSummary['bank']> {
  const there = await papers.versions.inForce();
  if (there && there.publishedBy !== BY) return there;
  const shipped = await papers.shippedBank(localDay(now));
  const hash = papers.versions.hashOf(shipped);
  if (there?.hash === hash) return there;
  return papers.versions.publish({ ...shipped, by: BY, actor: ACTOR });
}

async function seedStaff(staff: Staff, newPasswords: boolean): Promise<DemoSummary['accounts']> {
  const accounts: DemoSummary['accounts'] = [];
  for (const one of demoStaff) {
    const there = await staff.byUsername(one.username);
    let password: string | null = null;
    if (!there) ({ password } = await staff.add(one, ACTOR));
    else if (newPasswords) password = await staff.setPassword(there.staffId, ACTOR);
    accounts.push({ username: one.username, name: one.name, roles: [...one.roles], password });
  }
  return accounts;
}

async function seedPlace(store: DemoStore, sites: Sites) {
  const { siteId: knownSite, roomId: knownRoom } = await store.get();
  if (knownSite && knownRoom) return { siteId: knownSite, roomId: knownRoom, isNew: false };
  const siteId =
    knownSite ?? (await sites.addSite({ 'zh-CN': '考台示范考点', en: 'Kaotai demo site' }, ACTOR)).siteId;
  await store.set({ siteId });
  const name = { 'zh-CN': '理论第一考场', en: 'Theory room 1' };
  const { roomId } = await sites.addRoom(siteId, { name, seats: SEATS }, ACTOR);
  await store.set({ roomId });
  return { siteId, roomId, isNew: true };
}

async function seedCandidates(candidates: Candidates): Promise<string[]> {
  const ids: string[] = [];
  for (const one of demoCandidates(CANDIDATES)) {
    const there = await candidates.findByIdNumber(one.idNumber);
    ids.push((there ?? (await candidates.add(one, ACTOR))).candidateId);
  }
  return ids;
}

/** Gives the first candidates the faces of the photographs; where vision is not there, the next start tries again. */
async function seedFaces(
  ctx: Pick<Context, 'log'>,
  store: DemoStore,
  s: DemoServices,
  candidateIds: readonly string[],
): Promise<void> {
  if (!s.vision || (await store.get()).facesDone) return;
  try {
    if (!(await visionReady(s.vision))) throw new AppError('VISION_UNAVAILABLE');
    await giveFaces(ctx, s.candidates, s.vision, candidateIds);
    await store.set({ facesDone: true });
  } catch (err) {
    if (!(err instanceof AppError) || err.code !== 'VISION_UNAVAILABLE') throw err;
    ctx.log.warn('no demo faces: camera analysis is not there');
  }
}

async function giveFaces(
  ctx: Pick<Context, 'log'>,
  candidates: Candidates,
  vision: DemoVision,
  candidateIds: readonly string[],
): Promise<void> {
  const waiting: string[] = [];
  const known: Float32Array[] = [];
  for (const id of candidateIds) {
    const template = await candidates.template(id);
    if (template) known.push(template.embedding);
    else waiting.push(id);
  }
  for (const frames of await demoPortraits(vision, known)) {
    const candidateId = waiting[0];
    if (candidateId === undefined) return;
    for (const portrait of frames) {
      try {
        await candidates.setPhoto(candidateId, portrait, ACTOR);
        waiting.shift();
        break;
      } catch (err) {
        if (!(err instanceof AppError) || err.code === 'VISION_UNAVAILABLE') throw err;
        ctx.log.debug({ code: err.code }, 'a demo portrait is no enrolment photo');
      }
    }
  }
}

async function seedBookings(
  ctx: Pick<Context, 'clock'>,
  s: DemoServices,
  siteId: string,
  candidateIds: readonly string[],
): Promise<DemoSummary['candidates']> {
  const now = ctx.clock.now();
  const kinds = await s.papers.kinds.inForce(now);
  const out: DemoSummary['candidates'] = [];
  for (const [index, candidateId] of candidateIds.entries()) {
    const who = await s.candidates.get(candidateId);
    const hasFace = (await s.candidates.template(candidateId)) !== null;
    for (const planned of plannedBookings(index, who.licenceClass, hasFace, kinds, now)) {
      try {
        await s.candidates.book(candidateId, { siteId, ...planned }, ACTOR);
      } catch (err) {
        // Booked already by an earlier start, or waiting after a failure: both are as they should be.
        if (!(err instanceof AppError) || err.code !== 'CONFLICT') throw err;
      }
    }
    const open = await s.booking.openFor(candidateId, siteId, now);
    if (open.length > 0) {
      const { name, idNumber } = who;
      out.push({ candidateId, name, idNumber, hasFace, kinds: open.map((b) => b.kindName['zh-CN']) });
    }
  }
  return out.sort((a, b) => Number(b.hasFace) - Number(a.hasFace));
}
