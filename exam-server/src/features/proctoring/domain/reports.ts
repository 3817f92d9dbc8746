import type { ReportKind } from 'exam-contract/kiosk-socket';
import type { IncidentKind, Severity } from 'exam-contract/incident';

/** What a terminal's report about itself means: something began, is over, or happened. */
export type ReportMeaning =
  | { change: 'begins'; kind: IncidentKind; severity: Severity }
  /** `quietMs`: leaving again within this time is the same incident. */
  | { change: 'ends'; kind: IncidentKind; quietMs: number }
  /** A deed without an end: over when it was not repeated for `quietMs`. */
  | { change: 'happens'; kind: IncidentKind; severity: Severity; quietMs: number };

const FLAPPING_MS = 3000;
const DEED_MS = 20_000;

export const reportMeanings: Record<Exclude<ReportKind, 'secondTab'>, ReportMeaning> = {
  fullscreenLeft: { change: 'begins', kind: 'fullscreenLeft', severity: 'warn' },
  fullscreenRestored: { change: 'ends', kind: 'fullscreenLeft', quietMs: FLAPPING_MS },
  focusLost: { change: 'begins', kind: 'focusLost', severity: 'warn' },
  focusRestored: { change: 'ends', kind: 'focusLost', quietMs: FLAPPING_MS },
  cameraLost: { change: 'begins', kind: 'cameraLost', severity: 'alert' },
  cameraRestored: { change: 'ends', kind: 'cameraLost', quietMs: 0 },
  blockedAction: { change: 'happens', kind: 'blockedAction', severity: 'info', quietMs: DEED_MS },
};
/** A second tab or terminal tries again and again by itself: one incident. */
export const SECOND_LOGIN_QUIET_MS = 30_000;
