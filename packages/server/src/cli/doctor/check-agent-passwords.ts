import { statSync } from 'node:fs';
import type { Directory } from '@openeccp/core';
import type { DatabaseAddress } from '@openeccp/storage';
import { type Finding, ok, warning } from './finding.js';

const OTHERS_READ = 0o004;

/**
 * Who else reads `eccp_password`, which is in the clear because the `agent_hash` of every client is made of it. Of a
 * file that is known; who has rights on a server's table, only an account that may see all accounts could tell.
 */
export function checkAgentPasswords(address: DatabaseAddress, { secrets }: Directory): readonly Finding[] {
  const count = secrets.filter(({ eccpPassword }) => eccpPassword).length;
  if (address.kind !== 'sqlite' || count === 0) return [];
  const agents = count === 1 ? '1 agent' : `${count} agents`;
  const holds = `eccp_password of ${agents}, in the clear as ECCP needs it`;
  const { file } = address;
  return [
    (statSync(file).mode & OTHERS_READ) === 0
      ? ok('agent passwords', `only its owner and group read ${file}: ${holds}`)
      : warning(
          'agent passwords',
          `every account of this machine reads ${file}: ${holds}`,
          `chmod o-rwx ${file} ${file}-wal ${file}-shm`,
        ),
  ];
}
