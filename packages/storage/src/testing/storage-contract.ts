import { describe } from 'vitest';
import { accountsContract } from './accounts-contract.js';
import { activityContract } from './activity-contract.js';
import { callAgainContract } from './call-again-contract.js';
import { callFormsContract } from './call-forms-contract.js';
import { callReadsContract } from './call-reads-contract.js';
import { callTrailContract } from './call-trail-contract.js';
import { campaignLogContract } from './campaign-log-contract.js';
import { campaignsContract, olderCampaignsContract } from './campaigns-contract.js';
import type { ContractBackend } from './contract-backend.js';
import { deadLettersContract } from './dead-letters-contract.js';
import { dialectContract } from './dialect-contract.js';
import { dueCallsContract } from './due-calls-contract.js';
import { failuresContract } from './failures-contract.js';
import { withTables } from './found-schema.js';
import { foundSchemaContract } from './found-schema-contract.js';
import { leftoversContract } from './leftovers-contract.js';
import { migrationContract } from './migration-contract.js';
import { outgoingWritesContract } from './outgoing-writes-contract.js';
import { pbxContract } from './pbx-contract.js';
import { repeatedWritesContract } from './repeated-writes-contract.js';
import { seedContract, seedOldContract } from './seed-contract.js';
import { settingsContract } from './settings-contract.js';
import { talliesContract } from './tallies-contract.js';
import { writeBehindContract } from './write-behind-contract.js';
import { writesContract } from './writes-contract.js';

/** What every storage must do, run on one kind of database. Each test has a database of its own. */
export function storageContract(name: string, backend: ContractBackend): void {
  describe(`storage on ${name}`, () => {
    migrationContract(backend);
    dialectContract(backend);
    foundSchemaContract(backend);
    writeBehindContract(backend);
    failuresContract(backend);
    deadLettersContract(backend);
    olderCampaignsContract(backend);
    seedOldContract(backend);
    settingsContract(backend);
    pbxContract(backend);
    everyDialectContract(backend);
  });
  describe(`storage on ${name} with lists of calls`, () =>
    everyDialectContract(withTables(backend, 'lists')));
}

function everyDialectContract(backend: ContractBackend): void {
  accountsContract(backend);
  writesContract(backend);
  outgoingWritesContract(backend);
  repeatedWritesContract(backend);
  callTrailContract(backend);
  callReadsContract(backend);
  callFormsContract(backend);
  callAgainContract(backend);
  dueCallsContract(backend);
  leftoversContract(backend);
  campaignsContract(backend);
  campaignLogContract(backend);
  activityContract(backend);
  talliesContract(backend);
  seedContract(backend);
}
