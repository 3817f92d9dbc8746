import type { TFunction } from 'i18next';
import type { AttemptEventView } from 'exam-contract/attempt';

const by = (data: Record<string, unknown>): string => {
  const who = data['by'];
  return typeof who === 'object' && who !== null && 'name' in who ? String(who.name) : '';
};
const field = (v: unknown, key: string): unknown =>
  typeof v === 'object' && v !== null && key in v ? (v as Record<string, unknown>)[key] : undefined;
const scoreIn = (v: unknown) => Number(field(v, 'score'));
const passedIn = (v: unknown) => field(v, 'passed') === true;
const nameIn = (v: unknown) => textOf(field(v, 'name'));
const textOf = (v: unknown): string => (typeof v === 'string' ? v : '');

/** An event of the log as a sentence of the interface's language. An unknown kind is told by its name. */
export function eventText({ kind, data }: AttemptEventView, t: TFunction<'attempt'>): string {
  const number = Number(data['index']) + 1;
  const say = (form: string, more: Record<string, unknown> = {}): string =>
    t(`event.${form}`, { number, ...more });
  switch (kind) {
    case 'created':
      return say('created', { ordinal: data['ordinal'] });
    case 'identityVerified': {
      const decidedBy = textOf(data['decidedBy']);
      const score = typeof data['score'] === 'number' ? data['score'].toFixed(2) : null;
      const how = t(`method.${textOf(data['method'])}`, { defaultValue: textOf(data['method']) });
      if (decidedBy) return say('identityByPerson', { how, name: decidedBy });
      return score === null ? say('identity', { how }) : say('identityScore', { how, score });
    }
    case 'answered': {
      const marks = say(data['correct'] ? 'right' : 'wrong');
      const sentence = say(data['confirmed'] ? 'confirmed' : 'chosen', { marks });
      return data['late'] === true ? sentence + say('late') : sentence;
    }
    case 'flagged':
      return say(data['on'] === true ? 'flagged' : 'unflagged');
    case 'paused':
    case 'seated':
    case 'terminated':
      return say(kind, { name: by(data), reason: textOf(data['reason']) });
    case 'questionWithdrawn':
      return say('questionWithdrawn', {
        name: by(data),
        id: textOf(data['questionId']),
        why: t(`withdrawn.code.${textOf(data['code'])}`, { defaultValue: textOf(data['code']) }),
        how: t(`withdrawn.policy.${textOf(data['policy'])}`, { defaultValue: textOf(data['policy']) }),
      });
    case 'resumed':
      return say('resumed', { name: by(data) });
    case 'extended':
      return say('extended', {
        name: by(data),
        reason: textOf(data['reason']),
        minutes: Number(data['ms']) / 60_000,
      });
    case 'warned':
      return say('warned', { name: by(data), text: textOf(data['text']) });
    case 'submitted':
      return say(data['by'] === 'earlyEnd' ? 'endedEarly' : 'submitted');
    case 'scored':
      return say('scored', { ...data, verdict: t(data['passed'] === true ? 'passedShort' : 'failedShort') });
    case 'revised':
      return say('revised', {
        from: scoreIn(data['from']),
        to: scoreIn(data['to']),
        verdict: t(passedIn(data['to']) ? 'passedShort' : 'failedShort'),
        reason: textOf(data['reason']),
        proposed: nameIn(data['proposedBy']),
        approved: nameIn(data['approvedBy']),
      });
    case 'signed':
      return say(data['who'] === 'examiner' ? 'signedExaminer' : 'signedCandidate', {
        name: textOf(data['name']),
      });
    case 'started':
    case 'moved':
    case 'connectionLost':
    case 'connectionRestored':
    case 'expired':
      return say(kind);
    default:
      return say('unknown', { kind });
  }
}
