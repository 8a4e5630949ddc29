// `npm start [-- flags of openeccp demo]`: installs, builds, then runs the demo in this process, so that Ctrl-C reaches it.
import { prepare } from './prepare.mjs';

try {
  await prepare();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const { main } = await import('../packages/server/dist/cli/main.js');
process.exitCode = await main(['demo', ...process.argv.slice(2)]);
