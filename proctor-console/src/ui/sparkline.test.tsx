import { render, screen } from '@testing-library/react';
import { Sparkline } from './sparkline';

const pairs = (svg: HTMLElement) =>
  svg
    .querySelector('polyline')!
    .getAttribute('points')!
    .split(' ')
    .map((p) => p.split(',').map(Number) as [number, number]);

test('a signal rises to the right and upwards, and crosses its threshold where it should', () => {
  render(
    <Sparkline
      label="yaw"
      threshold={20}
      points={[
        { at: 1000, value: 10 },
        { at: 2000, value: 20 },
        { at: 3000, value: 30 },
      ]}
    />,
  );
  const svg = screen.getByRole('img', { name: 'yaw' });
  const [a, b, c] = pairs(svg);
  expect(a![0]).toBeLessThan(b![0]);
  expect(b![0]).toBeLessThan(c![0]);
  expect(a![1]).toBeGreaterThan(c![1]);
  expect(Number(svg.querySelector('line')!.getAttribute('y1'))).toBeCloseTo(b![1]);
});

test('one point, or a signal that never moves, is drawn and not divided by nothing', () => {
  const { rerender } = render(<Sparkline label="still" points={[{ at: 5, value: 1 }]} />);
  expect(pairs(screen.getByRole('img')).flat().every(Number.isFinite)).toBe(true);
  rerender(
    <Sparkline
      label="still"
      threshold={1}
      points={[
        { at: 5, value: 1 },
        { at: 6, value: 1 },
      ]}
    />,
  );
  expect(pairs(screen.getByRole('img')).flat().every(Number.isFinite)).toBe(true);
});

test('nothing is drawn where there is no signal', () => {
  const { container } = render(<Sparkline label="none" points={[]} />);
  expect(container.childElementCount).toBe(0);
});
