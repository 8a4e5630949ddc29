import { describe, expect, it } from 'vitest';
import { migrate } from '../open-storage.js';
import { type ContractBackend, type Row, type Subject, withStorage } from './contract-backend.js';
import { legacySchema } from './legacy-schema.js';
import {
  agentName,
  callJoined,
  callLinked,
  incoming,
  NOON,
  openPause,
  openSession,
  progress,
} from './sample-writes.js';

const NEW_AGENT = { phonePassword: '1', eccpPassword: null };

export function foundSchemaContract(backend: ContractBackend): void {
  const onLegacy = (body: (subject: Subject) => Promise<void>): Promise<void> =>
    withStorage(backend, body, { prepare: legacySchema(backend.kind), open: { migrate: false } });
  const schemaOf = (query: Subject['query']): Promise<readonly Row[]> =>
    query(
      backend.kind === 'mysql'
        ? 'select table_name, column_name, column_type, is_nullable from information_schema.columns where table_schema = database() order by 1, 2'
        : 'select name, sql from sqlite_master order by name',
    );

  describe('an old installation', () => {
    it('is used as found: a whole call without one change to its tables', () =>
      onLegacy(async ({ storage, query }) => {
        const before = await schemaOf(query);
        expect((await storage.loadDirectory()).agents).toEqual([
          { rowId: 1, name: 'Agent/9000', displayName: 'María Núñez' },
        ]);
        await storage.apply([
          openSession(),
          openPause(),
          callJoined(),
          progress(),
          callLinked(),
          { kind: 'call-unlinked', row: incoming(1), currentId: 1 },
          { kind: 'call-ended', row: incoming(1), at: NOON + 60_000, durationS: 53, short: false },
        ]);
        expect(await query('select id, id_break from audit order by id')).toEqual([
          { id: 1, id_break: null },
          { id: 2, id_break: 1 },
        ]);
        expect(await storage.closeLeftovers(NOON + 90_000)).toEqual({ currentCalls: 0, calls: 0, audits: 2 });
        expect(await schemaOf(query)).toEqual(before);
      }));

    it('keeps passwords as md5, for it has no place for anything else', () =>
      onLegacy(async ({ storage }) => {
        const account = { username: 'web', md5Password: '0123456789abcdef0123456789abcdef' };
        await storage.putClient(account);
        expect(await storage.saltClient(account, 'scrypt$h')).toBe('unsupported');
        expect(await storage.listClients()).toContainEqual({ kind: 'md5', ...account });
      }));

    it('gains only tables of our own by a migration', () =>
      onLegacy(async ({ url, query }) => {
        const before = await schemaOf(query);
        expect(await migrate(url)).toBe('extended');
        const added = (await schemaOf(query)).filter(
          (row) => !before.some((old) => JSON.stringify(old) === JSON.stringify(row)),
        );
        expect(added.every((row) => JSON.stringify(row).includes('oe_'))).toBe(true);
      }));

    it('has values cut to its narrow columns', () =>
      onLegacy(async ({ storage, query }) => {
        await storage.apply([
          callJoined({ trunk: 'PJSIP/a-long-trunk-name' }),
          callLinked({ customerChannel: 'PJSIP/a-long-trunk-name-on-a-host-0000000a' }),
          progress({ trunk: 'PJSIP/a-long-trunk-name' }),
        ]);
        expect(await query('select trunk from call_entry')).toEqual([{ trunk: 'PJSIP/a-long-trunk-n' }]);
        expect(await query('select trunk from call_progress_log')).toEqual([
          { trunk: 'PJSIP/a-long-trunk-n' },
        ]);
        expect(await query('select ChannelClient from current_call_entry')).toEqual([
          { ChannelClient: 'PJSIP/a-long-trunk-name-on-a-hos' },
        ]);
      }));

    it('refuses an agent of a type that it does not know, and says why', () =>
      onLegacy(async ({ storage, query }) => {
        const agent = { name: agentName('PJSIP/101'), displayName: 'x', ...NEW_AGENT };
        await expect(storage.addAgent(agent)).rejects.toThrow(
          /has no agents of type PJSIP, only Agent, SIP, IAX2\. Add the type to the enumeration of column agent\.type/,
        );
        expect(await query('select count(*) as n from agent')).toEqual([{ n: 1 }]);
      }));

    it('keeps the letters that its character set has', () =>
      onLegacy(async ({ storage, query }) => {
        await storage.addAgent({ name: agentName('SIP/1'), displayName: 'Íñigo 😀', ...NEW_AGENT });
        const kept = backend.kind === 'mysql' ? 'Íñigo ?' : 'Íñigo 😀';
        expect((await storage.loadDirectory()).agents.at(-1)?.displayName).toBe(kept);
        expect(await query("select name from agent where number = '1'")).toEqual([{ name: kept }]);
      }));
  });

  describe('text', () => {
    it.each(['Íñigo Núñez', '客服 😀', `it's "quoted" \\ back\\'slash; -- end`])(
      '%j is kept as it is',
      (name) =>
        withStorage(backend, async ({ storage, query }) => {
          await storage.addAgent({ name: agentName('Agent/1'), displayName: name, ...NEW_AGENT });
          expect((await storage.loadDirectory()).agents[0]?.displayName).toBe(name);
          expect(await query('select name from agent')).toEqual([{ name }]);
        }),
    );
  });
}
