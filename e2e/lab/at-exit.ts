/** What must still be undone should this process end early; run in reverse order, without waiting. */
const pending = new Set<() => void>();

/** Runs `undo` (synchronous) if this process exits before the returned function takes it back. */
export function atExit(undo: () => void): () => void {
  if (pending.size === 0) process.on('exit', undoAll);
  pending.add(undo);
  return () => {
    pending.delete(undo);
    if (pending.size === 0) process.off('exit', undoAll);
  };
}

function undoAll(): void {
  for (const undo of [...pending].reverse()) undo();
}
