import type { Dialect } from '@openeccp/storage';
import { describe, expect, it } from 'vitest';
import { checkSchema } from './check-schema.js';
import { describeFinding } from './finding.js';

const CLASSIC: Dialect = {
  calls: 'classic',
  attributes: 'rows',
  urlSlots: { campaign: ['id_url', 'id_url2', 'id_url3'], campaign_entry: ['id_url'] },
  callerIds: { campaign: false, calls: false },
  loginExtension: true,
  nullableTrunk: false,
  missingTables: [],
};

const lines = (dialect: Dialect): readonly string[] => checkSchema(dialect).flatMap(describeFinding);

describe('the schema, as doctor tells it', () => {
  it('says what kind of database it is', () => {
    expect(lines(CLASSIC)).toEqual([
      '✓ schema: classic campaigns, call attributes in rows, 3 URLs per outgoing and 1 URL per incoming campaign, logins with their extension',
    ]);
    expect(
      lines({
        ...CLASSIC,
        calls: 'lists',
        attributes: 'json',
        urlSlots: { campaign: ['id_url'], campaign_entry: ['id_url'] },
        callerIds: { campaign: true, calls: true },
        loginExtension: false,
      }),
    ).toEqual([
      '✓ schema: campaigns with lists of calls, call attributes as JSON, 1 URL per campaign, caller id per campaign, logins without their extension',
    ]);
  });

  it('names the tables that are missing', () => {
    expect(lines({ ...CLASSIC, missingTables: ['calls', 'contact'] })[1]).toBe(
      '! schema: the tables calls, contact are missing: what needs them is not offered',
    );
  });
});
