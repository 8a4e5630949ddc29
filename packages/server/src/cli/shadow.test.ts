import { connect } from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { capturedIo } from '../testing/captured-io.js';
import { scratchDir } from '../testing/scratch-dir.js';
import { main } from './main.js';

/** The demo stands in for the server that is in charge. */
async function demo(cwd: string) {
  const io = capturedIo({ cwd });
  const code = main(['demo', '--eccp-port', '0', '--http-port', '0', '--no-callers', '--speed', '20'], io);
  const ready = await io.line(/^ready /);
  const [, eccp = '', ami = ''] = /eccp=127\.0\.0\.1:(\d+) ami=127\.0\.0\.1:(\d+)/.exec(ready) ?? [];
  const database = 'sqlite:.openeccp/demo/call_center.db';
  const stop = async (): Promise<void> => {
    io.stop();
    expect(await code).toBe(0);
  };
  return { eccp, ami, database: database.replace('sqlite:', `sqlite:${cwd}/`), stop };
}

describe('openeccp shadow', () => {
  it('listens beside the server, says what it compared, ends with 0 when nothing differed', async () => {
    const cwd = scratchDir();
    const { eccp, ami, database, stop } = await demo(cwd);
    const io = capturedIo({ cwd, env: { OPENECCP_ASTERISK_SECRET: 'openeccp' } });
    const args = ['shadow', '--legacy', `:${eccp}`, '--ami', `:${ami}`, '--database', database, '--json'];
    const code = main([...args, '--log-level', 'silent'], io);
    await io.errLine(/^comparing with 127\.0\.0\.1:/);

    await using client = await connect({
      port: Number(eccp),
      user: 'agentconsole',
      password: 'agentconsole',
    });
    const events = client.events();
    await client.agent('Agent/412', '1234').login('412');
    await events.next();
    io.stop();
    expect(await code).toBe(0);
    const summary: unknown = JSON.parse(io.stdout.at(-1) ?? '');
    expect(summary).toMatchObject({ kind: 'summary', differences: 0 });
    await stop();
  });

  it.each([
    [['--user', 'nobody'], 1, /there is no client nobody in the database; openeccp client list/],
    [['--legacy', ':1'], 3, /the old server can't be reached: .*127\.0\.0\.1:1/],
    [['--ami', ':1'], 3, /Asterisk at 127\.0\.0\.1:1 is not reached/],
  ] as const)(
    'with %s ends with %i and says why',
    async (flags, expected, message) => {
      const cwd = scratchDir();
      const { eccp, ami, database, stop } = await demo(cwd);
      const io = capturedIo({ cwd, env: { OPENECCP_ASTERISK_SECRET: 'openeccp' } });
      const args = ['shadow', '--legacy', `:${eccp}`, '--ami', `:${ami}`, '--database', database];
      expect(await main([...args, '--log-level', 'silent', ...flags], io)).toBe(expected);
      expect(io.stderr.join('\n')).toMatch(message);
      await stop();
    },
    20_000,
  );
});
