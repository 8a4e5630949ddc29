import type { CallOptions, CallStore } from '@openeccp/core';
import type { Database } from '../../connection/database.js';
import type { Schema } from '../../schema/check-schema.js';
import { readFormFields } from '../forms.js';
import { callAgain } from './call-again.js';
import { readCallAgents } from './call-agents.js';
import { readCallDetails } from './call-details.js';
import { readCallInfo } from './call-info.js';
import { readDueCalls } from './due-calls.js';
import { saveFormValues } from './save-form-values.js';
import { setContact } from './set-contact.js';

/** Runs work on the schema as found. */
export type Run = <T>(options: CallOptions | undefined, work: (schema: Schema) => Promise<T>) => Promise<T>;

/** What is stored about single calls, on a SQL database. */
export function sqlCallStore(database: Database, run: Run): CallStore {
  const { db } = database;
  return {
    details: (row, phone, options) => run(options, (schema) => readCallDetails(db, schema, row, phone)),
    info: (question, options) => run(options, (schema) => readCallInfo(db, schema, question)),
    agents: (row, options) => run(options, ({ catalog }) => readCallAgents(db, catalog, row)),
    setContact: (callId, contactId, options) =>
      run(options, ({ catalog }) => setContact(database, catalog, callId, contactId)),
    formFields: (formIds, options) => run(options, () => readFormFields(db, formIds)),
    saveFormValues: (row, values, options) =>
      run(options, ({ catalog }) => saveFormValues(database, catalog, row, values)),
    callAgain: (wish, options) => run(options, (schema) => callAgain(database, schema, wish)),
    dueCalls: (now, horizonMs, options) => run(options, (schema) => readDueCalls(db, schema, now, horizonMs)),
  };
}
