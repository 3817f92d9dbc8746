import { checkBank, type BankChecked, type CheckOptions } from './check/check-bank';
import { fitPictures } from './check/fit-pictures';
import { readBank, type BankInput, type ReadOptions } from './read/read-bank';

/** Reads and checks a bank file in one go; see readBank and checkBank. Never throws for what is in the file. */
export async function importBank(
  input: BankInput,
  options: ReadOptions & CheckOptions,
): Promise<BankChecked> {
  const { read, undecodable } = await fitPictures(await readBank(input, options));
  return checkBank(read, { ...options, undecodable });
}
