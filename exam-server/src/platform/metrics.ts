import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** The server's own registry, so that several servers can live in one test process. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'kaotai_' });
  const r = { registers: [registry] };
  return {
    registry,
    answers: new Counter({ name: 'kaotai_answers_total', help: 'Answers acknowledged as durable', ...r }),
    commitSeconds: new Histogram({
      name: 'kaotai_commit_seconds',
      help: 'Time from append to majority journal',
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
      ...r,
    }),
    commitBatch: new Histogram({
      name: 'kaotai_commit_batch',
      help: 'Events in one group commit',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
      ...r,
    }),
    sockets: new Gauge({
      name: 'kaotai_sockets',
      help: 'Connected sockets',
      labelNames: ['namespace'] as const,
      ...r,
    }),
    frames: new Counter({
      name: 'kaotai_frames_total',
      help: 'Camera frames by fate',
      labelNames: ['fate'] as const,
      ...r,
    }),
    incidents: new Counter({
      name: 'kaotai_incidents_total',
      help: 'Incidents opened',
      labelNames: ['kind'] as const,
      ...r,
    }),
    visionMs: new Histogram({
      name: 'kaotai_vision_ms',
      help: 'Milliseconds a frame took in the vision child',
      buckets: [5, 10, 20, 40, 80, 160, 500],
      ...r,
    }),
    unknownErrors: new Counter({
      name: 'kaotai_unknown_errors_total',
      help: 'Errors outside the closed list',
      ...r,
    }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
