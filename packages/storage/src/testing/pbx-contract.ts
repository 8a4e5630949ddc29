import { describe, expect, it } from 'vitest';
import { PbxDevices } from '../pbx/pbx-devices.js';
import type { ContractBackend } from './contract-backend.js';

/** The database of a PBX, which has other tables than a call center's. */
export function pbxContract(backend: ContractBackend): void {
  describe('phones of the PBX', () => {
    it('are found by their numbers, as soon as the table can be read', async () => {
      const database = await backend.create();
      const devices = new PbxDevices(database.url);
      try {
        await expect(devices.find('101')).rejects.toThrow(/devices/);
        await database.query('create table devices (id varchar(20), dial varchar(255), user varchar(50))');
        await database.query(
          "insert into devices (id, dial, user) values ('102', 'PJSIP/102', '102'), ('101', 'SIP/101', '101'), ('103', '', '103')",
        );
        expect(await devices.find('101')).toEqual({ number: '101', dial: 'SIP/101' });
        expect(await devices.find('103')).toBeUndefined();
        expect(await devices.find('999')).toBeUndefined();
        expect(await devices.list()).toEqual([
          { number: '101', dial: 'SIP/101' },
          { number: '102', dial: 'PJSIP/102' },
        ]);
      } finally {
        await devices.close();
        await database.drop();
      }
      await expect(devices.find('101')).rejects.toMatchObject({ code: 'closed' });
    });

    it('of a database that is away are asked for again the next time', async () => {
      const devices = new PbxDevices('sqlite:/no/where/pbx.db');
      for (const _ of [1, 2]) {
        await expect(devices.find('101')).rejects.toMatchObject({ code: 'unreachable' });
      }
      await devices.close();
    });
  });
}
