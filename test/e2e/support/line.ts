import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A cable between a terminal and the server that a test can pull out. */
export interface Line {
  readonly url: string;
  /** From now on nothing passes and nobody is told: connections stay open and silent, new ones are never answered. */
  cut(): void;
  /** The cable is in again: what hung is reset, new connections pass. */
  mend(): void;
  close(): Promise<void>;
}

export async function lineTo(port: number): Promise<Line> {
  let whole = true;
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on('data', (d) => void (whole && to.write(d)));
      from.on('end', () => whole && to.end());
      from.on('error', () => from.destroy());
      from.on('close', () => {
        ends.delete(from);
        if (whole) to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const drop = () => ends.forEach((s) => s.destroy());
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut: () => void (whole = false),
    mend() {
      drop();
      whole = true;
    },
    close: () => {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
