import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkBank, readBankFolder } from 'question-bank';
import { examKindFile, type ExamKind } from 'exam-contract/kind';
import type { ToPublish } from './versions.service';

const SAMPLE = join(__dirname, '../../../../../question-bank/sample');

/** The exam kinds this release ships. @throws ZodError where the file contradicts itself. */
export async function shippedKinds(): Promise<ExamKind[]> {
  const text = await readFile(join(SAMPLE, 'policy/exam-kinds.json'), 'utf8');
  return examKindFile.parse(JSON.parse(text)).kinds;
}

/** The sample bank this release ships, without questions that are not fit for that day (YYYY-MM-DD). */
export async function shippedBank(
  onDate: string,
): Promise<Required<Pick<ToPublish, 'name' | 'questions' | 'media'>>> {
  const files = new Map<string, Buffer>();
  for (const folder of ['questions', 'media']) {
    for (const name of (await readdir(join(SAMPLE, folder))).sort())
      files.set(`${folder}/${name}`, await readFile(join(SAMPLE, folder, name)));
  }
  const checked = checkBank(await readBankFolder(files, 'sample'), { onDate });
  return { name: '考台示范题库', questions: checked.accepted, media: checked.media };
}
