import fc from 'fast-check';
import { modelVersions } from '../../vision';
import { comparable, compareMany, compareOne, likeness, type Template } from './matching';

const [model = '', version = ''] = modelVersions['feature']!.split('#');
/** A unit vector whose cosine to the x axis is `x`. */
const toX = (x: number): Float32Array => Float32Array.from([x, Math.sqrt(1 - x * x), 0]);
const axis = (i: number) => Float32Array.from([0, 1, 2], (k) => Number(k === i));
const template = (candidateId: string, embedding: Float32Array): Template => ({
  candidateId,
  embedding,
  model,
  version,
});

describe('one to one', () => {
  const t = template('me', axis(0));
  it('takes the best of the window, so that one unlucky frame decides nothing', () => {
    expect(compareOne([toX(0.1), toX(0.62), toX(0.3)], t)).toMatchObject({ candidateId: 'me' });
    expect(compareOne([toX(0.1), toX(0.62)], t).score).toBeCloseTo(0.62);
  });
  it('names nobody below 0.40, but proposes whose number it was', () => {
    expect(compareOne([toX(0.39)], t)).toMatchObject({ candidateId: null, proposal: 'me' });
    expect(compareOne([toX(0.401)], t).candidateId).toBe('me');
  });
});

describe('one to many', () => {
  const crowd = [template('x', axis(0)), template('y', axis(1)), template('z', axis(2))];
  const near = (x: number, y: number): Float32Array =>
    Float32Array.from([x, y, Math.sqrt(Math.max(0, 1 - x * x - y * y))]);
  it('wants 0.45 and a margin before the second', () => {
    const third = Float32Array.from([0, 0, 0]);
    const two = crowd.slice(0, 2);
    expect(compareMany([toX(0.46)], [crowd[0]!, template('n', third)]).candidateId).toBe('x');
    expect(compareMany([toX(0.44)], [crowd[0]!, template('n', third)])).toMatchObject({
      candidateId: null,
      proposal: 'x',
    });
    expect(compareMany([near(0.6, 0.57)], two)).toMatchObject({ candidateId: null, proposal: 'x' });
    expect(compareMany([toX(0.3)], [crowd[0]!]).proposal).toBeNull();
  });
  it('wants most frames to say the same', () => {
    const split = [near(0.9, 0.1), near(0.1, 0.85), near(0.1, 0.85)];
    expect(compareMany(split, crowd.slice(0, 2)).candidateId).toBeNull();
    expect(compareMany([split[0]!, split[0]!, split[1]!], crowd.slice(0, 2)).candidateId).toBe('x');
  });
  it('finds nobody among nobody', () => {
    expect(compareMany([axis(0)], [])).toEqual({
      candidateId: null,
      proposal: null,
      score: null,
      second: null,
    });
  });
  it('never names whom it would not propose, nor anybody who is not booked', () => {
    const unit = fc
      .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }))
      .map(([a, b]) => {
        const n = Math.hypot(a, b, 0.1);
        return Float32Array.from([a / n, b / n, 0.1 / n]);
      });
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 1, maxLength: 5 }),
        fc.array(unit, { maxLength: 6 }),
        (p, a) => {
          const among = a.map((e, i) => template(`c${i}`, e));
          const v = compareMany(p, among);
          if (v.candidateId) expect(v.proposal).toBe(v.candidateId);
          if (v.proposal) expect(among.map((t) => t.candidateId)).toContain(v.proposal);
          if (v.candidateId) expect(v.score).toBeGreaterThanOrEqual(0.45);
        },
      ),
    );
  });
});

test('a template of another model is not compared', () => {
  expect(comparable({ model, version })).toBe(true);
  expect(comparable({ model, version: 'older' })).toBe(false);
  expect(comparable({ model: 'other', version })).toBe(false);
});

test('a face is as like as to the nearest of its references', () => {
  expect(likeness(axis(0), [])).toBeNull();
  expect(likeness(toX(0.5), [axis(2), axis(0)])).toBeCloseTo(0.5);
});
