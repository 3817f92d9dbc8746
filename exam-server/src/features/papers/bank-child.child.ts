import {
  blueprintOf,
  checkBank,
  checkFeasible,
  diffBanks,
  exportBank,
  lawSuspects,
  prepareBank,
  readBank,
  recheckBank,
  type BankChecked,
  type Position,
  type Question,
} from 'question-bank';
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

/** Rows a clerk may mend one by one; a file with more faults is wrong as a whole. */
const MAX_ROWS = 2000;

function checkedAnswer(
  checked: BankChecked,
  places: ReadonlyMap<string, Position>,
  kinds: readonly KindScope[],
  onDate: string,
) {
  const { format, accepted, byType, media, issues, refused, reading } = checked;
  const rows = refused.slice(0, MAX_ROWS);
  return {
    format,
    accepted,
    byType,
    media: new Map(media),
    issues,
    reading: [...reading, ...refused.slice(MAX_ROWS).flatMap((r) => r.issues)],
    places,
    refused: rows,
    kinds: feasibility(accepted, kinds, onDate),
  };
}
const chaptersOf = (kinds: readonly KindScope[]) => {
  const chapters = new Set(kinds.flatMap((k) => Object.keys(k.blueprint.rows)));
  return chapters.size > 0 ? { chapters } : {};
};

async function readUpload(input: Extract<ChildInput, { work: 'read' }>): Promise<ChildAnswer> {
  const { name, bytes, onDate, kinds, media, limits, hints, mappings, against } = input;
  const { chapter, subject, vehicle, answers, leaveOut } = hints;
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
      mappings,
      leaveOut: (leaveOut ?? '')
        .split(/[;；\n]/)
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    },
  );
  const checked = checkBank(read, { onDate, media, against, ...chaptersOf(kinds) });
  const places = new Map(read.candidates.map((c) => [c.question.id, c.where([])]));
  return {
    work: 'read',
    name: checked.name?.['zh-CN'] ?? null,
    // What the clerk left out on purpose is told by its own findings.
    read: checked.read - checked.leftOut,
    own: checked.own,
    sources: checked.sources,
    answers: checked.answers,
    numbers: checked.numbers,
    ...checkedAnswer(checked, places, kinds, onDate),
  };
}

function recheck({ bank, onDate, kinds, against }: Extract<ChildInput, { work: 'recheck' }>): ChildAnswer {
  const checked = recheckBank(bank, { onDate, against, ...chaptersOf(kinds) });
  const numbers = new Map(bank.entries.map((e) => [e.at, e.n]));
  const places = new Map<string, Position>();
  for (const { at, question } of bank.entries) {
    const id: unknown = typeof question === 'object' && question !== null && 'id' in question && question.id;
    if (typeof id === 'string') places.set(id, at);
  }
  const out = checkedAnswer(checked, places, kinds, onDate);
  const refused = out.refused.map((row) => {
    const n = numbers.get(row.at);
    return n === undefined ? row : { ...row, n };
  });
  return { work: 'recheck', ...out, refused };
}

async function answer(input: ChildInput): Promise<ChildAnswer> {
  switch (input.work) {
    case 'feasibility':
      return { work: 'feasibility', kinds: feasibility(input.questions, input.kinds, input.onDate) };
    case 'recheck':
      return recheck(input);
    case 'diff':
      return { work: 'diff', diff: diffBanks(input.old, input.now) };
    case 'export':
      return { work: 'export', file: await exportBank(input.bank, input.format) };
    case 'lawChange':
      return {
        work: 'lawChange',
        found: lawSuspects(input.changes, input.questions).map((all) =>
          all.map(({ question, ...row }) => ({ questionId: question.id, ...row })),
        ),
      };
    case 'read':
      return readUpload(input);
  }
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
