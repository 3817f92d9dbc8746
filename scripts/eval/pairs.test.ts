import { pairs } from './pairs';

const at = (person: number, degrees: number) => ({
  person,
  embedding: Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)),
});

describe('pairs of pictures', () => {
  it('are split by person, each pair once, ascending', () => {
    const { genuine, impostor } = pairs([at(1, 0), at(2, 90), at(1, 60), at(1, 0)]);
    expect([...genuine].map((x) => Math.round(x * 100) / 100)).toEqual([0.5, 0.5, 1]);
    expect([...impostor].map((x) => Math.round(x * 100) / 100 + 0)).toEqual([0, 0, 0.87]);
  });
  it('are none of one person where everybody has one picture', () => {
    const { genuine, impostor } = pairs([at(1, 0), at(2, 45), at(3, 90)]);
    expect([genuine.length, impostor.length]).toEqual([0, 3]);
  });
});
