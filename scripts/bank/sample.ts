import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  blueprintOf,
  checkBank,
  draw,
  factRow,
  prepareBank,
  publish,
  readBankFolder,
  type BankChecked,
  type BankVersion,
  type FactRow,
} from 'question-bank';
import { examKindFile, type ExamKind } from 'exam-contract/kind';

/** The shipped sample bank. */
const SAMPLE = join(__dirname, '../../question-bank/sample');

function sampleKinds(): ExamKind[] {
  return examKindFile.parse(JSON.parse(readFileSync(join(SAMPLE, 'policy/exam-kinds.json'), 'utf8'))).kinds;
}

export function sampleFacts(): FactRow[] {
  return readdirSync(join(SAMPLE, 'facts'))
    .filter((f) => f.endsWith('.json'))
    .flatMap((f) => factRow.array().parse(JSON.parse(readFileSync(join(SAMPLE, 'facts', f), 'utf8'))));
}

/** Reads and checks all of sample/questions with sample/media, against the chapters of the shipped kinds. */
export async function sampleBank(onDate: string): Promise<BankChecked> {
  const files = new Map<string, Buffer>();
  for (const folder of ['questions', 'media']) {
    for (const name of readdirSync(join(SAMPLE, folder)).sort()) {
      const path = join(SAMPLE, folder, name);
      if (statSync(path).isFile()) files.set(`${folder}/${name}`, readFileSync(path));
    }
  }
  const chapters = sampleKinds().flatMap((k) => Object.keys(k.blueprint.rows));
  return checkBank(await readBankFolder(files, 'sample'), { onDate, chapters });
}

/** How one kind fares: two papers drawn one after the other, the second avoiding the first. */
interface KindTrial {
  code: string;
  /** Why no paper can be drawn, in the words of the shortage. */
  short?: string;
  /** Questions of the second paper that were in the first. */
  repeated: number;
}

function tryKinds(bank: BankChecked, kinds: readonly ExamKind[], onDate: string): KindTrial[] {
  const questions = prepareBank(bank.accepted);
  return kinds.map((kind) => {
    const { code, subject, vehicle } = kind;
    const request = { questions, blueprint: blueprintOf(kind), subject, vehicle, onDate };
    const first = draw({ ...request, seed: `${code} first` });
    if (!first.ok) {
      const { chapters, types, need, have } = first.short;
      return { code, repeated: 0, short: `${chapters.join('、')} × ${types.join('+')}: ${have} of ${need}` };
    }
    const second = draw({ ...request, seed: `${code} second`, avoid: first.items.map((i) => i.questionId) });
    return { code, repeated: second.ok ? second.repeated.length : first.items.length };
  });
}

export interface SampleReport {
  version: BankVersion;
  kinds: KindTrial[];
  /** What the sample bank still owes. Empty when it is fit to ship. */
  faults: string[];
}

const MIN_QUESTIONS = 400;
const MIN_PICTURES = 80;

/** Merges the sample into one version and holds it against what the shipped bank must be. */
export async function buildSample(onDate: string): Promise<SampleReport> {
  const bank = await sampleBank(onDate);
  const version = publish({ questions: bank.accepted, media: bank.media });
  const kinds = tryKinds(bank, sampleKinds(), onDate);
  const { counts } = version;
  const faults = [
    ...bank.issues.map(
      (i) => `${i.severity} ${i.code} ${i.at.file} ${i.at.row ?? ''} ${i.at.question ?? ''}: ${i.message.en}`,
    ),
    ...(counts.questions < MIN_QUESTIONS ? [`${counts.questions} questions, not ${MIN_QUESTIONS}`] : []),
    ...(counts.media < MIN_PICTURES ? [`${counts.media} pictures used, not ${MIN_PICTURES}`] : []),
    ...kinds.flatMap((k) => (k.short === undefined ? [] : [`${k.code} cannot be drawn: ${k.short}`])),
  ];
  return { version, kinds, faults };
}
