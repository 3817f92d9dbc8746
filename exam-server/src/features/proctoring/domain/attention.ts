import type { SeatView } from 'exam-contract/seat';

/** What each reason adds; the largest wins the eye. Documented in docs/operations/proctor.md. */
const weights = {
  identityPending: 100,
  helpAsked: 90,
  alertOpen: 80,
  warnOpen: 50,
  terminalOffline: 45,
  analysisOff: 30,
  unreviewed: 20,
  paused: 10,
} as const;
export type AttentionReason = keyof typeof weights;

interface Facts {
  pendingCheckId: string | null;
  helpAsked: boolean;
  openSeverities: readonly string[];
  connected: boolean;
  stage: SeatView['stage'];
  camera: SeatView['camera']['state'];
  unreviewed: number;
}

/** How much a seat wants a person, and why. 0 = nothing to see. */
export function attention(f: Facts): { attention: number; attentionReasons: AttentionReason[] } {
  const sitting = f.stage === 'running' || f.stage === 'paused';
  const on: Record<AttentionReason, boolean> = {
    identityPending: f.pendingCheckId !== null,
    helpAsked: f.helpAsked,
    alertOpen: f.openSeverities.includes('alert'),
    warnOpen: f.openSeverities.includes('warn'),
    terminalOffline: sitting && !f.connected,
    analysisOff: sitting && f.camera === 'analysisOff',
    unreviewed: f.unreviewed > 0,
    paused: f.stage === 'paused',
  };
  const reasons = (Object.keys(weights) as AttentionReason[]).filter((r) => on[r]);
  const [first = 0, ...rest] = reasons.map((r) => weights[r]).sort((a, b) => b - a);
  // The gravest reason decides; further ones only break ties.
  return { attention: first + rest.reduce((a, w) => a + w / 100, 0), attentionReasons: reasons };
}
