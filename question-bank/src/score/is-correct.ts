/**
 * Whether a choice earns the question's points. Every type is all-or-nothing: exactly the right options, in any
 * order, each once or more. An empty choice is never right.
 */
export function isCorrect(
  question: { readonly answer: readonly string[] },
  chosen: readonly string[],
): boolean {
  const key = new Set(question.answer);
  const picked = new Set(chosen);
  return picked.size > 0 && picked.size === key.size && [...picked].every((id) => key.has(id));
}
