import { readFile } from 'node:fs/promises';
import { type PbxDatabaseAnswer, pbxDatabaseUrl } from '@openeccp/storage';
import type { ServerConfig } from './server-config.js';

/** Where the database of the PBX is: as configured, or as the PBX's own file says it. */
export async function pbxDatabaseOf({ pbx }: Pick<ServerConfig, 'pbx'>): Promise<PbxDatabaseAnswer> {
  if (pbx.database !== undefined) return { kind: 'url', url: pbx.database };
  try {
    const answer = pbxDatabaseUrl(await readFile(pbx.amportalFile, 'utf8'));
    return answer.kind === 'url' ? answer : { ...answer, reason: `${pbx.amportalFile}: ${answer.reason}` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return { kind: 'unusable', reason: `${pbx.amportalFile} can't be read (${code})` };
  }
}
