import { cosine, faceThresholds, identify, modelVersions, verify } from '../../vision';

type Thresholds = Record<keyof typeof faceThresholds, number>;

export interface Template {
  candidateId: string;
  embedding: Float32Array;
  model: string;
  version: string;
}
const [model = '', version = ''] = (modelVersions['feature'] ?? '').split('#');

/** Embeddings of different models live in different spaces: only a template of the model at work can be compared. */
export const comparable = (t: Pick<Template, 'model' | 'version'>): boolean =>
  t.model === model && t.version === version;

export interface Verdict {
  /** Who it is, where the machine is sure. */
  candidateId: string | null;
  /** Who it may be, for a person to look at. */
  proposal: string | null;
  /** Cosine of the best frame; null where there was nothing to compare with. */
  score: number | null;
  second: number | null;
}

/** 1:1 over a window of frames: the best counts, as one unlucky frame decides nothing. */
export function compareOne(
  probes: readonly Float32Array[],
  template: Template,
  t: Thresholds = faceThresholds,
): Verdict {
  const score = Math.max(...probes.map((p) => verify(p, template.embedding, t).score));
  const { candidateId } = template;
  return {
    candidateId: score >= t.verify ? candidateId : null,
    proposal: candidateId,
    score,
    second: null,
  };
}

/**
 * 1:N over a window of frames: the best frame must pass, and most frames must name the same person. Somebody near the
 * threshold is proposed to the proctor and to nobody else.
 */
export function compareMany(
  probes: readonly Float32Array[],
  among: readonly Template[],
  t: Thresholds = faceThresholds,
): Verdict {
  const looks = probes.map((p) => identify(p, among, t)).sort((a, b) => b.score - a.score);
  const best = looks[0];
  if (!best?.best) return { candidateId: null, proposal: null, score: null, second: null };
  const same = looks.filter((x) => x.passed && x.best === best.best).length;
  return {
    candidateId: best.passed && same * 2 > looks.length ? best.best : null,
    proposal: best.score >= t.verify ? best.best : null,
    score: best.score,
    // Where there is only one to compare with there is no second.
    second: among.length > 1 ? best.second : null,
  };
}

/** Likeness to whichever of the reference faces is nearest; null where there is none. */
export function likeness(face: Float32Array, references: readonly Float32Array[]): number | null {
  return references.length === 0 ? null : Math.max(...references.map((r) => cosine(face, r)));
}
