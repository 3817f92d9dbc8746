import { randomInt } from 'node:crypto';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { enrolWith, maskName } from '../candidates';
import type { IdentityPorts, Place } from './ports';

const HOUR_MS = 3600_000;
const BOOKED_FOR_MS = 8 * HOUR_MS;
const DRAWS = 5;
/** Region 000000 is nobody's: such a number cannot belong to a living person. */
const drawIdNumber = () => `00000019900101${String(randomInt(0, 10_000)).padStart(4, '0')}`;

/** Enrols whoever stands at a demo terminal, with a booking for now. */
export const demoEnrolWith = (
  ctx: Pick<Context, 'clock' | 'config'>,
  ports: Pick<IdentityPorts, 'candidates' | 'vision' | 'audit'>,
) => {
  const judge = enrolWith(ports.vision);
  const add = async (name: string, actor: string, draws = DRAWS): ReturnType<typeof ports.candidates.add> => {
    try {
      return await ports.candidates.add(
        { name, idNumber: drawIdNumber(), licenceClass: 'C1', timeFactor: 1 },
        actor,
      );
    } catch (err) {
      if (draws > 1 && err instanceof AppError && err.code === 'CONFLICT') return add(name, actor, draws - 1);
      throw err;
    }
  };
  /** @throws AppError FORBIDDEN outside a demo, IMAGE_… for a picture that enrolment would not take */
  return async (
    at: Place,
    input: { name: string; jpeg: Uint8Array },
  ): Promise<{ maskedName: string; idNumber: string }> => {
    if (!ctx.config.DEMO) throw new AppError('FORBIDDEN');
    // Judged before anybody is added: a bad picture must not leave a candidate without a face behind.
    const judged = await judge(input.jpeg);
    if (!judged.ok) throw new AppError(judged.code, { field: 'jpeg' });
    const actor = `terminal/${at.deviceId}`;
    const { candidateId, idNumber } = await add(input.name, actor);
    await ports.candidates.setPhoto(candidateId, input.jpeg, actor);
    const from = ctx.clock.now();
    await ports.candidates.book(
      candidateId,
      { siteId: at.siteId, kindCode: 'K1_CAR', from, to: from + BOOKED_FOR_MS },
      actor,
    );
    await ports.audit.record(null, { actor, action: 'demo.enrol', target: `candidate/${candidateId}` });
    return { maskedName: maskName(input.name), idNumber };
  };
};
