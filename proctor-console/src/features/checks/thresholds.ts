import type { IdentityCheckView } from 'exam-contract/incident';

const asked: Record<IdentityCheckView['method'], string[]> = {
  face: ['identify', 'margin'],
  idNumber: ['verify'],
  recheck: ['otherPerson', 'verify'],
};

/** Of all thresholds stored with a check, those that its method was judged by; the others tell a reader nothing. */
export const thresholdsOf = ({ method, thresholds }: IdentityCheckView): { name: string; at: number }[] =>
  asked[method].flatMap((name) => {
    const at = thresholds[name];
    return at === undefined ? [] : [{ name, at }];
  });
