import fc from 'fast-check';
import { ARCFACE, fiveOf, similarity, suppress, yawOf, type Five, type Point } from './geometry';

const apply = (m: number[][], [x, y]: Point): Point => [
  m[0]![0]! * x + m[0]![1]! * y + m[0]![2]!,
  m[1]![0]! * x + m[1]![1]! * y + m[1]![2]!,
];
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('alignment', () => {
  it('finds the similarity that made one set of points of another', () => {
    fc.assert(
      fc.property(
        number(-3, 3),
        number(0.2, 5),
        number(-500, 500),
        number(-500, 500),
        (turn, scale, dx, dy) => {
          const [c, s] = [scale * Math.cos(turn), scale * Math.sin(turn)];
          const from = ARCFACE.map((p) =>
            apply(
              [
                [c, -s, dx],
                [s, c, dy],
              ],
              p,
            ),
          );
          const back = similarity(from, ARCFACE);
          from.forEach((p, i) => {
            const [x, y] = apply(back, p);
            expect(x).toBeCloseTo(ARCFACE[i]![0], 4);
            expect(y).toBeCloseTo(ARCFACE[i]![1], 4);
          });
        },
      ),
    );
  });
  it('never mirrors: the points of a mirrored face do not fit', () => {
    const mirrored = ARCFACE.map(([x, y]): Point => [112 - x, y]);
    const m = similarity(mirrored, ARCFACE);
    expect(m[0][0] * m[1][1] - m[0][1] * m[1][0]).toBeGreaterThan(0);
  });
  it('only moves points that all lie in one place', () => {
    const m = similarity(
      [
        [5, 5],
        [5, 5],
      ],
      [
        [9, 9],
        [9, 9],
      ],
    );
    expect(apply(m, [5, 5])).toEqual([9, 9]);
    expect(m.flat().every(Number.isFinite)).toBe(true);
  });
});

describe('yaw', () => {
  const face = (nose: number): Five => [
    [40, 50],
    [70, 50],
    [nose, 68],
    [44, 85],
    [66, 85],
  ];
  it('is nought straight ahead, positive towards the right of the picture, and turns about in a mirror', () => {
    expect(yawOf(face(55))).toBeCloseTo(0);
    expect(yawOf(face(65))).toBeCloseTo(27);
    expect(yawOf(face(45))).toBeCloseTo(-27);
  });
  it('does not mind a tilted head or the size of the face', () => {
    fc.assert(
      fc.property(number(-0.6, 0.6), number(0.3, 4), number(42, 68), (tilt, scale, nose) => {
        const [c, s] = [scale * Math.cos(tilt), scale * Math.sin(tilt)];
        const turned = face(nose).map((p) =>
          apply(
            [
              [c, -s, 0],
              [s, c, 0],
            ],
            p,
          ),
        ) as Five;
        // The nose lies below the line of the eyes: its offset is taken along that line.
        expect(yawOf(turned)).toBeCloseTo(yawOf(face(nose)), 6);
      }),
    );
  });
  it('is nought where both eyes are in one place', () => {
    expect(
      yawOf([
        [5, 5],
        [5, 5],
        [9, 9],
        [0, 0],
        [1, 1],
      ]),
    ).toBe(0);
  });
});

describe('five points', () => {
  it('come out of the 68 in their order', () => {
    const points = Array.from({ length: 68 }, (_, i): Point => [i, -i]);
    expect(fiveOf(points)).toEqual([
      [39, -39],
      [45, -45],
      [30, -30],
      [54, -54],
      [59, -59],
    ]);
  });
});

describe('overlapping boxes', () => {
  const box = fc.record({
    x1: fc.integer({ min: 0, max: 100 }),
    y1: fc.integer({ min: 0, max: 100 }),
    w: fc.integer({ min: 1, max: 60 }),
    h: fc.integer({ min: 1, max: 60 }),
    score: number(0, 1),
  });
  it('leave the best of every heap, none that overlaps much, and nothing new', () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 40 }), (raw) => {
        const boxes = raw.map(({ x1, y1, w, h, score }) => ({ x1, y1, x2: x1 + w, y2: y1 + h, score }));
        const kept = suppress(boxes, 0.4);
        expect(kept.every((k) => boxes.includes(k))).toBe(true);
        if (boxes.length) expect(kept[0]!.score).toBe(Math.max(...boxes.map((b) => b.score)));
        expect(suppress(kept, 0.4)).toEqual(kept);
      }),
    );
  });
});
