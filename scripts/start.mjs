// `npm start [-- flags of openeccp demo]`: installs, builds, then runs the demo in this process, so that Ctrl-C reaches it.
import { prepare } from './prepare.mjs';

try {
  await prepare();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
if (process.env.npm_lifecycle_event === 'start') stopWithParent();
const { main } = await import('../packages/server/dist/cli/main.js');
process.exitCode = await main(['demo', ...process.argv.slice(2)]);

/** When npm is ended by something other than Ctrl-C, its shell may end without a word to the demo. */
function stopWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}
