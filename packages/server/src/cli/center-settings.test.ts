import { join } from 'node:path';
import { openStorage } from '@openeccp/storage';
import { describe, expect, it } from 'vitest';
import { capturedIo } from '../testing/captured-io.js';
import { scratchDir } from '../testing/scratch-dir.js';
import { main } from './main.js';

/** A command in a directory whose database has these settings. */
async function withSettings(
  settings: Readonly<Record<string, string>>,
  args: string,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const cwd = scratchDir();
  const url = `sqlite:${join(cwd, 'call_center.db')}`;
  const storage = await openStorage(url);
  const rows = Object.entries(settings).map(([config_key, config_value]) => ({ config_key, config_value }));
  await storage.database.db.insertInto('valor_config').values(rows).execute();
  await storage.close();
  const io = capturedIo({ cwd, env: { OPENECCP_DATABASE_URL: url } });
  const code = await main(args.split(' '), io);
  return { code, out: io.stdout.join('\n'), err: io.stderr.join('\n') };
}

describe('the settings of an existing call center', () => {
  const center = {
    'asterisk.astuser': 'admin',
    'asterisk.astpass': 'sesame',
    'dialer.llamada_corta': '15',
    'dialer.qos': '97',
  };

  it('are used where the configuration is silent, and say where they are from', async () => {
    const { code, out } = await withSettings(center, 'config check');
    expect(code).toBe(0);
    expect(out).toContain('asterisk.user = admin (valor_config asterisk.astuser)');
    expect(out).toContain('calls.shortSeconds = 15 (valor_config dialer.llamada_corta)');
    expect(out).not.toContain('sesame');
  });

  it('give way to a flag; an account is not mixed of two', async () => {
    const { code, err } = await withSettings(center, 'config check --ami-user mine');
    expect(code).toBe(1);
    expect(err).toContain('asterisk.secret is missing');
  });

  it('are told by doctor, those of no use too', async () => {
    const { out } = await withSettings(center, 'doctor --ami 127.0.0.1:1 --no-http');
    expect(out).toContain('settings: asterisk.user by valor_config asterisk.astuser');
    expect(out).toContain('! settings: table valor_config has values of dialer.qos');
    expect(out).not.toContain('sesame');
  });

  it('that cannot be read are named beside what is missing', async () => {
    const io = capturedIo({
      cwd: scratchDir(),
      env: { OPENECCP_DATABASE_URL: 'mysql://u:sesame@127.0.0.1:1/call_center' },
    });
    expect(await main(['config', 'check'], io)).toBe(1);
    const err = io.stderr.join('\n');
    expect(err).toContain('asterisk.secret is missing');
    expect(err).toContain("database.url can't be read for settings of the call center");
    expect(err).not.toContain('sesame');
  });
});
