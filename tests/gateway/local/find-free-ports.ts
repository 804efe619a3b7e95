import { createServer } from 'node:net';

const SPAN = 33;

/** A port below which nothing of the system's span is taken, away from the range of outgoing connections. */
export async function findFreePorts(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const base = 12_000 + Math.floor(Math.random() * 15_000);
    const taken = await Promise.all([0, 1, 2, 3, 10, SPAN - 1].map((offset) => isTaken(base + offset)));
    if (!taken.includes(true)) return base;
  }
  throw new Error('no free ports were found');
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  });
}
