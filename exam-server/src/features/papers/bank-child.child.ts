import { blueprintOf, checkBank, checkFeasible, prepareBank, readBank, type Question } from 'question-bank';
import type { ChildAnswer, ChildInput, KindScope } from './bank-child';
import { shortText } from './short-text';

function feasibility(questions: readonly Question[], kinds: readonly KindScope[], onDate: string) {
  const prepared = prepareBank(questions);
  return kinds.map((kind) => {
    const { subject, vehicle } = kind;
    const found = checkFeasible({
      questions: prepared,
      blueprint: blueprintOf(kind),
      subject,
      vehicle,
      onDate,
    });
    return { code: kind.code, feasible: found.ok, short: found.ok ? null : shortText(found.short) };
  });
}

async function answer(input: ChildInput): Promise<ChildAnswer> {
  if (input.work === 'feasibility')
    return { work: 'feasibility', kinds: feasibility(input.questions, input.kinds, input.onDate) };
  const { name, bytes, onDate, kinds, media, limits, hints } = input;
  const { chapter, subject, vehicle, answers } = hints;
  const read = await readBank(
    { name, bytes },
    {
      limits,
      pictureNames: media.keys(),
      defaults: {
        ...(chapter ? { chapter } : {}),
        ...(subject ? { subjects: [subject] } : {}),
        ...(vehicle ? { vehicles: [vehicle] } : {}),
      },
      ...(answers ? { answerNumbers: answers } : {}),
    },
  );
  const chapters = new Set(kinds.flatMap((k) => Object.keys(k.blueprint.rows)));
  const checked = checkBank(read, { onDate, media, ...(chapters.size > 0 ? { chapters } : {}) });
  const rows = new Map(read.candidates.map((c) => [c.question.id, c.where([]).row ?? null]));
  return {
    work: 'read',
    format: checked.format,
    name: checked.name?.['zh-CN'] ?? null,
    read: checked.read,
    accepted: checked.accepted,
    byType: checked.byType,
    media: checked.media,
    issues: checked.issues,
    rows,
    kinds: feasibility(checked.accepted, kinds, onDate),
  };
}

process.once('message', (message) => {
  answer(message as ChildInput).then(
    (out) => process.send?.(out),
    (err: unknown) => {
      process.stderr.write(`${err instanceof Error ? (err.stack ?? err.message) : String(err)}\n`);
      process.exit(1);
    },
  );
});
