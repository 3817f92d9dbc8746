import { randomUUID } from 'node:crypto';
import type { IdentityCheckView, IncidentView } from 'exam-contract/incident';
import type { SeatView } from 'exam-contract/seat';

const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨'];
const given = [
  '伟',
  '芳',
  '娜',
  '秀英',
  '敏',
  '静',
  '磊',
  '强',
  '洋',
  '艳',
  '勇',
  '军',
  '杰',
  '娟',
  '涛',
  '超',
];
const MINUTE = 60_000;
const kindName = { 'zh-CN': '小型汽车科目一', en: 'Car, subject 1' };

export interface FakeRoom {
  roomId: string;
  seats: SeatView[];
  incidents: IncidentView[];
  checks: IdentityCheckView[];
  evidence: string[];
}

function seatOf(roomId: string, n: number, now: number): SeatView {
  const sits = n % 10 !== 0;
  const attempt = sits && n % 7 !== 3;
  const answered = attempt ? (n * 13) % 100 : 0;
  const wrong = Math.floor(answered / 9);
  return {
    seatId: randomUUID(),
    roomId,
    number: n,
    label: String(n).padStart(2, '0'),
    stage: !sits ? 'idle' : n % 7 === 3 ? 'checkin' : n % 11 === 0 ? 'paused' : 'running',
    terminal: { deviceId: randomUUID(), connected: n % 17 !== 5, changedAt: now },
    sittingId: sits ? randomUUID() : null,
    attemptId: attempt ? randomUUID() : null,
    candidate: sits
      ? {
          candidateId: randomUUID(),
          name: `${surnames[n % surnames.length]}${given[(n * 5) % given.length]}`,
          maskedIdNumber: '1527**********123X',
        }
      : null,
    kind: sits ? { code: 'K1_CAR', name: kindName } : null,
    progress: attempt
      ? { answered, total: 100, correct: answered - wrong, wrong, score: answered - wrong, passMark: 90 }
      : null,
    clock: attempt
      ? { deadline: n % 11 === 0 ? null : now + (4 + (n % 40)) * MINUTE, remainingMs: 20 * MINUTE, at: now }
      : null,
    camera: { state: n % 13 === 4 ? 'covered' : sits ? 'ok' : 'none', lastFrameAt: now },
    helpAsked: n % 19 === 6,
    lastMessage: null,
    pendingCheckId: null,
    openIncidents: 0,
    unreviewedIncidents: 0,
    latestIncident: null,
    attention: n % 19 === 6 ? 90 : 0,
    attentionReasons: n % 19 === 6 ? ['helpAsked'] : [],
  };
}

function incidentAt(
  seat: SeatView,
  kind: IncidentView['kind'],
  evidence: string[],
  now: number,
): IncidentView {
  const openedAt = now - 40_000;
  return {
    id: randomUUID(),
    kind,
    severity: kind === 'lookingAway' ? 'warn' : 'alert',
    state: 'open',
    roomId: seat.roomId,
    seatId: seat.seatId,
    seatLabel: seat.label,
    sittingId: seat.sittingId,
    attemptId: seat.attemptId,
    candidateName: seat.candidate?.name ?? null,
    openedAt,
    updatedAt: now,
    closedAt: null,
    trace: Array.from({ length: 30 }, (_, i) => ({
      at: openedAt + i * 1000,
      value: 0.5 + Math.sin(i / 4) / 2,
    })),
    thresholds: { limit: 0.6, openMs: 3000, closeMs: 2000 },
    modelVersions: { faces: 'yunet-2023mar' },
    stills: evidence.slice(0, 2).map((evidenceId, i) => ({
      evidenceId,
      at: openedAt + i * 1000,
      moment: i === 0 ? 'before' : 'open',
    })),
    detail: {},
    review: null,
  };
}

/** A room of made-up people with the states a wall has to show: most run, some want a person. */
export function fakeRoom(roomId: string, count: number, now: number): FakeRoom {
  const evidence = Array.from({ length: 4 }, () => randomUUID());
  const seats = Array.from({ length: count }, (_, i) => seatOf(roomId, i + 1, now));
  const kinds = ['multipleFaces', 'lookingAway', 'cameraCovered'] as const;
  const incidents = seats
    .filter((s) => s.attemptId && s.number % 9 === 4)
    .map((s, i) => incidentAt(s, kinds[i % kinds.length]!, evidence, now));
  for (const i of incidents) {
    const seat = seats.find((s) => s.seatId === i.seatId)!;
    const reason = i.severity === 'alert' ? 'alertOpen' : 'warnOpen';
    const { id, kind, severity, state, openedAt } = i;
    Object.assign(seat, {
      openIncidents: 1,
      unreviewedIncidents: 1,
      latestIncident: { id, kind, severity, state, openedAt },
      attention: i.severity === 'alert' ? 80 : 50,
      attentionReasons: [reason],
    });
  }
  const checks = seats
    .filter((s) => s.stage === 'checkin')
    .slice(0, 2)
    .map((s, i): IdentityCheckView => {
      const id = randomUUID();
      Object.assign(s, { pendingCheckId: id, attention: 100, attentionReasons: ['identityPending'] });
      return {
        id,
        checkinId: randomUUID(),
        seatId: s.seatId,
        seatLabel: s.label,
        roomId,
        at: now - 60_000,
        method: 'face',
        state: 'pending',
        candidateId: i === 0 ? s.candidate!.candidateId : null,
        candidateName: i === 0 ? s.candidate!.name : null,
        maskedIdNumber: i === 0 ? s.candidate!.maskedIdNumber : null,
        enrolledPhoto: i === 0 ? evidence[2]! : null,
        livePhoto: evidence[3]!,
        score: i === 0 ? 0.34 : null,
        thresholds: { accept: 0.42 },
        modelVersions: { face: 'sface' },
        challenge: 'passed',
        tries: 3,
        decidedBy: null,
        reason: null,
      };
    });
  return { roomId, seats, incidents, checks, evidence };
}
