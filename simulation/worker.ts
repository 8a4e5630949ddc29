import { runSeed, type SeedOrder } from './seed-run.js';

/** A process that runs seeds for the one that started it, one after another, until that one is gone. */
process.on('message', (order: SeedOrder) => {
  runSeed(order).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      throw error;
    },
  );
});
process.on('disconnect', () => process.exit());
