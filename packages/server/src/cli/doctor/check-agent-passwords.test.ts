import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentName, Directory } from '@openeccp/core';
import { parseDatabaseUrl } from '@openeccp/storage';
import { afterAll, describe, expect, it } from 'vitest';
import { checkAgentPasswords } from './check-agent-passwords.js';

const folder = mkdtempSync(join(tmpdir(), 'agent-passwords-'));
afterAll(() => rmSync(folder, { recursive: true }));

function directory(eccpPassword: string | null): Directory {
  const secrets = [{ name: 'Agent/412' as AgentName, eccpPassword }];
  return { agents: [], breaks: [], queues: [], clients: [], secrets };
}
const NOBODY = directory(null);
const ROSA = directory('1234');

function levels(mode: number, of: Directory = ROSA): readonly string[] {
  const file = join(folder, 'center.db');
  writeFileSync(file, '');
  chmodSync(file, mode);
  return checkAgentPasswords({ kind: 'sqlite', file }, of).map(({ level }) => level);
}

// M-04
describe('the passwords of agents, as doctor tells of them', () => {
  it('are for the owner of the file and its group, or everybody is warned of', () => {
    expect(levels(0o600)).toEqual(['ok']);
    expect(levels(0o640)).toEqual(['ok']);
    expect(levels(0o644)).toEqual(['warning']);
  });

  it('are nothing to tell of where there are none, or where only the database server knows who reads them', () => {
    expect(levels(0o644, NOBODY)).toEqual([]);
    expect(checkAgentPasswords(parseDatabaseUrl('mysql://u:p@db/call_center'), ROSA)).toEqual([]);
  });
});
