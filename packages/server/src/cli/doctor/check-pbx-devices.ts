import { PbxDevices } from '@openeccp/storage';
import { pbxDatabaseOf } from '../../config/pbx-database.js';
import type { ServerConfig } from '../../config/server-config.js';
import { type Finding, failure, ok } from './finding.js';

/** The database of the PBX can be read and lists phones (`extensions: pbx`). */
export async function checkPbxDevices(config: Pick<ServerConfig, 'pbx'>): Promise<Finding> {
  const answer = await pbxDatabaseOf(config);
  if (answer.kind === 'unusable') {
    return failure(
      'extensions',
      answer.reason,
      'Write pbx.database: mysql://USER:PASSWORD@HOST/asterisk, or extensions: asterisk.',
    );
  }
  const devices = new PbxDevices(answer.url);
  try {
    const { length } = await devices.list();
    if (length > 0) return ok('extensions', `${length} in table devices of the PBX`);
    return failure('extensions', 'table devices of the PBX lists none', 'Add phones in the PBX.');
  } catch (error) {
    return failure(
      'extensions',
      `the database of the PBX can't be read: ${error instanceof Error ? error.message : error}`,
      'Correct pbx.database or the file that pbx.amportalFile names; the account needs SELECT on table devices.',
    );
  } finally {
    await devices.close();
  }
}
