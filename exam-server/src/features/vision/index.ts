export { createVisionPool, PictureError, type VisionPool } from './vision-pool';
export type { Analysed, FoundFaces } from './child/messages';
export { modelVersions } from './models/manifest';
export { cosine, identify, verify, faceThresholds } from './identity/match';
export { qualityHint } from './identity/quality';
export { asked, newChallenge, stepChallenge, type Challenge } from './identity/challenge';
export { createSeatMonitor, type MonitorEvent, type SeatMonitor } from './rules/seat-monitor';
export { defaultPolicy } from './rules/policy';
