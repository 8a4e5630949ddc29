import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStorage } from '@openeccp/storage';
import { describe, expect, it } from 'vitest';
import { scratchDir } from '../../testing/scratch-dir.js';
import { checkPbxDevices } from './check-pbx-devices.js';

describe('the phones of the PBX, as doctor tells them', () => {
  it('need a database that can be found', async () => {
    const file = join(scratchDir(), 'amportal.conf');
    const pbx = { database: undefined, amportalFile: file };
    expect(await checkPbxDevices({ pbx })).toMatchObject({
      level: 'failure',
      text: `${file} can't be read (ENOENT)`,
      remedy: expect.stringContaining('pbx.database'),
    });
    writeFileSync(file, 'AMPDBENGINE=sqlite3\n');
    expect((await checkPbxDevices({ pbx })).text).toBe(`${file}: AMPDBENGINE is sqlite3, which is no MySQL`);
    writeFileSync(file, 'AMPDBUSER=u\nAMPDBPASS=sesame\nAMPDBHOST=127.0.0.1:1\n');
    const away = await checkPbxDevices({ pbx });
    expect(away.level).toBe('failure');
    expect(JSON.stringify(away)).not.toContain('sesame');
  });

  it('are to be in its table', async () => {
    const database = `sqlite:${join(scratchDir(), 'call_center.db')}`;
    await (await openStorage(database)).close();
    expect(await checkPbxDevices({ pbx: { database, amportalFile: '' } })).toMatchObject({
      level: 'failure',
      text: expect.stringContaining('no such table: devices'),
    });
  });
});
