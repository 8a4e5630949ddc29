import { NO_CENTER_SETTINGS } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { type ContractBackend, withStorage } from './contract-backend.js';
import { legacySchema } from './legacy-schema.js';
import { insert } from './sample-campaigns.js';

export function settingsContract(backend: ContractBackend): void {
  describe('settings of the call center', () => {
    it('are none at first, nor in an installation that never had any', async () => {
      const none = { settings: NO_CENTER_SETTINGS, ignored: [] };
      await withStorage(backend, async ({ storage }) => expect(await storage.settings()).toEqual(none));
      await withStorage(backend, async ({ storage }) => expect(await storage.settings()).toEqual(none), {
        prepare: legacySchema(backend.kind),
        open: { migrate: false },
      });
    });

    it('are read where their values fit; the others are named', () =>
      withStorage(backend, async (subject) => {
        const values = {
          'asterisk.asthost': '10.0.0.5',
          'asterisk.astuser': 'admin',
          'asterisk.astpass': 'it is #1',
          'dialer.llamada_corta': '15',
          'dialer.tiempo_contestar': '-8',
          'dialer.overcommit': '1',
          'dialer.qos': '0.95',
          'dialer.predictivo': 'yes',
          'dialer.timeout_originate': '0',
          'dialer.forzar_sobrecolocar': '',
          'dialer.entretiempo': '99999999999',
          'dialer.debug': '0',
          'something.else': '1',
        };
        for (const [config_key, config_value] of Object.entries(values)) {
          await insert(subject, 'valor_config', { config_key, config_value });
        }
        expect(await subject.storage.settings()).toEqual({
          settings: {
            ...NO_CENTER_SETTINGS,
            asteriskHost: '10.0.0.5',
            asteriskUser: 'admin',
            asteriskSecret: 'it is #1',
            shortCallS: 15,
            overcommit: true,
            certainty: 0.95,
            ringS: 0,
            debug: false,
          },
          ignored: ['dialer.tiempo_contestar', 'dialer.predictivo', 'dialer.entretiempo'],
        });
      }));
  });
}
