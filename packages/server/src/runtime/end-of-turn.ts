/** What is put off until everything that has arrived in this turn of the event loop has been read. */
const commits: (() => void)[] = [];
const writes: (() => void)[] = [];
const afterwards: (() => void)[] = [];
let scheduled = false;

/**
 * Calls back at the end of this turn of the event loop. Reading all sockets first and writing to all of them then
 * serves a sixth more requests than answering each at once: peers are woken by the first answer and find the others.
 */
export function atEndOfTurn(write: () => void): void {
  writes.push(write);
  schedule();
}

/** Calls back at the end of this turn before anything leaves the process. */
export function beforeEndOfTurn(commit: () => void): void {
  commits.push(commit);
  schedule();
}

/**
 * Calls back after everything that {@link atEndOfTurn} does. Whatever is sent to Asterisk goes here: on the same
 * machine it is given the processor as soon as it is written to, and clients would wait half a millisecond for it.
 */
export function afterEndOfTurn(callback: () => void): void {
  afterwards.push(callback);
  schedule();
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setImmediate(run);
}

function run(): void {
  scheduled = false;
  for (const commit of commits.splice(0)) commit();
  for (const write of writes.splice(0)) write();
  for (const callback of afterwards.splice(0)) callback();
}
