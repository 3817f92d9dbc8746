/** A step that cannot go on, with what the person at the keyboard can do about it. */
export class SetupError extends Error {
  /**
   * @param {string} message what is wrong, one sentence
   * @param {string[]} [todo] what to do, a line each
   */
  constructor(message, todo = []) {
    super(message);
    this.todo = todo;
  }
}

/** Prints an error for a person: no stack for what we foresaw, a stack for what we did not. */
export function printError(error) {
  if (!(error instanceof SetupError)) {
    console.error(error);
    return;
  }
  console.error(`\n✖ ${error.message}`);
  for (const line of error.todo) console.error(`  ${line}`);
}
