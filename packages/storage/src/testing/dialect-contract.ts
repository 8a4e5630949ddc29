import { describe, expect, it } from 'vitest';
import type { Dialect } from '../schema/dialect.js';
import { type ContractBackend, withStorage } from './contract-backend.js';
import { withTables } from './found-schema.js';
import { legacySchema } from './legacy-schema.js';

const CLASSIC: Dialect = {
  calls: 'classic',
  attributes: 'rows',
  urlSlots: {
    campaign: ['id_url', 'id_url2', 'id_url3'],
    campaign_entry: ['id_url', 'id_url2', 'id_url3'],
  },
  callerIds: { campaign: false, calls: false },
  loginExtension: true,
  nullableTrunk: false,
  missingTables: [],
};

const ONE_URL = { campaign: ['id_url'], campaign_entry: ['id_url'] } as const;

const LISTS: Dialect = {
  calls: 'lists',
  attributes: 'json',
  urlSlots: ONE_URL,
  callerIds: { campaign: true, calls: true },
  loginExtension: false,
  nullableTrunk: false,
  missingTables: [],
};

export function dialectContract(backend: ContractBackend): void {
  const expectDialect = (
    found: ContractBackend,
    expected: unknown,
    prepare: readonly string[] = [],
  ): Promise<void> =>
    withStorage(found, async ({ storage }) => expect(await storage.dialect()).toEqual(expected), { prepare });

  describe('dialect', () => {
    it('of our own tables is classic', () => expectDialect(withTables(backend, 'classic'), CLASSIC));

    it('of an upgraded installation is classic with one URL', () =>
      expectDialect(withTables(backend, 'upgraded'), {
        ...CLASSIC,
        urlSlots: ONE_URL,
        nullableTrunk: true,
      }));

    it('with lists of calls is told by their columns', () =>
      expectDialect(withTables(backend, 'lists'), LISTS));

    it('with lists and without calls, as a first boot may leave it, lacks that table', () =>
      expectDialect(
        withTables(backend, 'lists'),
        { ...LISTS, callerIds: { campaign: true, calls: false }, missingTables: ['calls'] },
        [...(backend.kind === 'mysql' ? ['set foreign_key_checks = 0'] : []), 'drop table calls'],
      ));

    it('of an old installation names what is missing', () =>
      expectDialect(
        backend,
        expect.objectContaining({
          calls: 'classic',
          attributes: 'none',
          urlSlots: { campaign: [], campaign_entry: [] },
          loginExtension: false,
          missingTables: expect.arrayContaining(['campaign', 'calls', 'form', 'contact', 'valor_config']),
        }),
        legacySchema(backend.kind),
      ));
  });
}
