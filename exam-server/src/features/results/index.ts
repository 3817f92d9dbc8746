import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { maskIdNumber } from '../candidates';
import type { Audit } from '../audit';
import { createAttemptPages } from './attempt-detail';
import { createDrawPages } from './draw-record';
import type { ResultPorts } from './ports';
import { resultRoutesOf } from './results.routes';
import { resultSheet } from './sheet';

export type { ResultPorts } from './ports';
export { eventView } from './attempt-detail';
export { verifyAttempt } from './verify';

/** Attempt pages, result sheets and the means to check them. */
export function createResults(
  ctx: Pick<Context, 'log'>,
  ports: ResultPorts & { audit: Pick<Audit, 'record'> },
) {
  const draws = createDrawPages(ports);
  const pages = createAttemptPages(ports);
  const { exam } = ports;

  /** The sheet of the whole sitting that an attempt belongs to. @throws AppError SITTING_WRONG_STAGE before it is scored */
  async function sheet(attemptId: string): Promise<Buffer> {
    const state = await exam.state(attemptId);
    if (state.status !== 'scored') throw new AppError('SITTING_WRONG_STAGE');
    const doc = await exam.sitting(state.sittingId);
    const view = await exam.view(state.sittingId);
    const [candidate, seat, photo, taken] = await Promise.all([
      ports.candidates.get(doc.candidateId),
      ports.seats.seatInfo(doc.seatId),
      ports.candidates.photo(doc.candidateId),
      ports.evidence.captures(attemptId),
    ]);
    const captures = await Promise.all(
      spread(taken, doc.kind.photoCaptures.printed).map(async ({ evidenceId, at }) => {
        try {
          return [{ jpeg: await ports.evidence.get(evidenceId), at }];
        } catch (err) {
          ctx.log.warn({ err, evidenceId }, 'a capture could not be read for the sheet');
          return [];
        }
      }),
    );
    return resultSheet({
      attemptId,
      name: candidate.name,
      maskedIdNumber: maskIdNumber(candidate.idNumber),
      kindName: doc.kind.name['zh-CN'],
      kindNameEn: doc.kind.name.en,
      licenceClass: doc.licenceClass,
      place: `${seat.roomName['zh-CN']} / ${seat.label}`,
      results: view.results,
      listWrong: doc.kind.reveal !== 'never',
      enrolmentPhoto: photo?.data ?? null,
      captures: captures.flat(),
      examiner: doc.examiner,
      candidateSignature: doc.candidateSignature,
      examinerSignature: doc.examinerSignature,
      logHash: state.hash,
    });
  }
  const sameSitting = async (attemptId: string, other: string): Promise<boolean> =>
    attemptId === other || (await exam.state(attemptId)).sittingId === (await exam.state(other)).sittingId;

  return { sheet, routes: resultRoutesOf(pages, draws, sheet, sameSitting, ports.audit) };
}

/** `n` of a list, from its different periods: first, last, and evenly between. */
export function spread<T>(list: readonly T[], n: number): T[] {
  if (list.length <= n) return [...list];
  if (n === 1) return [list[0]!];
  return Array.from({ length: n }, (_, i) => list[Math.round((i * (list.length - 1)) / (n - 1))]!);
}
