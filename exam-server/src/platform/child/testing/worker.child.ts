/** A child for the tests of run-once: does what it is told, good or bad. */
process.once('message', (message) => {
  const how = (message as { how: string }).how;
  const held: unknown[] = [];
  if (how === 'echo') process.send?.({ echoed: message, secret: process.env['KAOTAI_SECRET'] ?? null });
  if (how === 'parts') {
    const got: unknown[] = [];
    process.on('message', (reply) => {
      got.push(reply);
      if (got.length === 3) process.send?.({ got });
    });
    for (const part of [1, 2, 3]) process.send?.({ part });
  }
  if (how === 'exit') process.exit(3);
  if (how === 'spin') for (;;) held.length = 0;
  if (how === 'heap') for (;;) held.push(new Array(1000).fill(held.length));
  if (how === 'buffers') setInterval(() => held.push(Buffer.alloc(30_000_000, 1)), 5);
});
