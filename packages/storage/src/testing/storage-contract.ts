import { describe } from 'vitest';
import { accountsContract } from './accounts-contract.js';
import type { ContractBackend } from './contract-backend.js';
import { foundSchemaContract } from './found-schema-contract.js';
import { leftoversContract } from './leftovers-contract.js';
import { migrationContract } from './migration-contract.js';
import { writeBehindContract } from './write-behind-contract.js';
import { writesContract } from './writes-contract.js';

/** What every storage must do, run on one kind of database. Each test has a database of its own. */
export function storageContract(name: string, backend: ContractBackend): void {
  describe(`storage on ${name}`, () => {
    migrationContract(backend);
    accountsContract(backend);
    writesContract(backend);
    leftoversContract(backend);
    foundSchemaContract(backend);
    writeBehindContract(backend);
  });
}
