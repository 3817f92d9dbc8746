import { findModels } from '../models/ensure';
import { createAnalyst, type Analyst } from './analyst';
import { visionRequest, type VisionReply, type VisionRequest } from './messages';

/** Entry of a vision child: native code lives here, so that its crash ends a child and no exam. */
const cache = process.argv[2] ?? '';
const reply = (r: VisionReply) => process.send?.(r);

async function answer(analyst: Analyst, r: VisionRequest): Promise<VisionReply> {
  const { id } = r;
  switch (r.kind) {
    case 'analyse': {
      const data = await analyst.analyse(r.camera, r.jpeg, r);
      return typeof data === 'string' ? { kind: 'fault', id, fault: data } : { kind: 'analysed', id, data };
    }
    case 'faces': {
      const data = await analyst.faces(r.jpeg);
      return typeof data === 'string' ? { kind: 'fault', id, fault: data } : { kind: 'faces', id, data };
    }
    case 'cut': {
      const data = analyst.cut(r.jpeg, r.box);
      return typeof data === 'string' ? { kind: 'fault', id, fault: data } : { kind: 'cut', id, data };
    }
  }
}

async function main(): Promise<void> {
  const paths = findModels(cache);
  if (!paths) throw new Error('the models are not in the cache; run `npm start` once');
  const analyst = await createAnalyst(paths);
  // One at a time: the nets share one core, and a frame that is done early is worth more than two half done.
  let turn: Promise<unknown> = Promise.resolve();
  process.on('message', (raw) => {
    const parsed = visionRequest.safeParse(raw);
    if (!parsed.success) {
      const { id } = (raw ?? {}) as { id?: unknown };
      return void (typeof id === 'number' && reply({ kind: 'failed', id, message: 'no such request' }));
    }
    const r = parsed.data;
    turn = turn
      .then(() => answer(analyst, r))
      .then(reply, (err: unknown) =>
        reply({ kind: 'failed', id: r.id, message: err instanceof Error ? err.message : String(err) }),
      );
  });
  reply({ kind: 'ready' });
}

process.on('disconnect', () => process.exit(0));
main().catch((err: unknown) => {
  console.error(err instanceof Error ? err.message : err);
  process.exit(1);
});
