import { cosine } from '../../exam-server/src/features/vision';

/**
 * Cosines of all pairs of one person and of all pairs of two, ascending. The heaps are laid out at once: ten thousand
 * pictures make fifty million pairs.
 */
export function pairs(of: readonly { person: number; embedding: Float32Array }[]): {
  genuine: Float32Array;
  impostor: Float32Array;
} {
  const perPerson = new Map<number, number>();
  for (const { person } of of) perPerson.set(person, (perPerson.get(person) ?? 0) + 1);
  const twos = (n: number) => (n * (n - 1)) / 2;
  const same = [...perPerson.values()].reduce((sum, n) => sum + twos(n), 0);
  const genuine = new Float32Array(same);
  const impostor = new Float32Array(twos(of.length) - same);
  let [g, im] = [0, 0];
  of.forEach((a, i) => {
    for (let j = i + 1; j < of.length; j++) {
      const b = of[j]!;
      const score = cosine(a.embedding, b.embedding);
      if (a.person === b.person) genuine[g++] = score;
      else impostor[im++] = score;
    }
  });
  return { genuine: genuine.sort(), impostor: impostor.sort() };
}
