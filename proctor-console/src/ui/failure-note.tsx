import { asFailure } from '../net/failure';
import { Problem } from './problem';

/** A failure in the user's language, or nothing where there is none. */
export function FailureNote({ failure }: { failure: unknown }) {
  return failure ? <Problem failure={asFailure(failure)} /> : null;
}
