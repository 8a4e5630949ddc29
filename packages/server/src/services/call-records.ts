import {
  type CallAgain,
  type CallAgainResult,
  type CallDetails,
  type CallQuestion,
  type CallRow,
  type CallStore,
  callKey,
  type FormField,
  type StoredCall,
} from '@openeccp/core';
import type { Clock } from '../runtime/clock.js';
import { DatabaseFailure, readDatabase } from './read-database.js';

export interface CallRecordsOptions {
  readonly store: CallStore;
  readonly clock: Clock;
  /** Resolves when all that was to be written under the key is, or with `false` when it is not in time. Milliseconds. */
  readonly written: (wait: { readonly key: string; readonly timeoutMs: number }) => Promise<boolean>;
}

/** What has happened to a call must be written by then, or the call can't be read. Milliseconds. */
const WRITTEN_MS = 2_000;
/** The database must answer by then. Milliseconds. */
const DEADLINE_MS = 10_000;

/**
 * What is stored about single calls, for requests. A call's row and its owner are read after what the floor asked to be
 * written of it. Every method rejects with `DatabaseFailure`.
 */
export class CallRecords implements Omit<CallStore, 'dueCalls'> {
  readonly #store: CallStore;
  readonly #clock: Clock;
  readonly #written: CallRecordsOptions['written'];

  constructor({ store, clock, written }: CallRecordsOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#written = written;
  }

  info(question: CallQuestion): Promise<StoredCall | undefined> {
    return this.#afterWrites(question, (signal) => this.#store.info(question, { signal }));
  }

  agents(row: CallRow): Promise<readonly string[] | undefined> {
    return this.#afterWrites(row, (signal) => this.#store.agents(row, { signal }));
  }

  details(row: CallRow, phone: string): Promise<CallDetails> {
    return this.#read((signal) => this.#store.details(row, phone, { signal }));
  }

  formFields(formIds: readonly number[]): Promise<ReadonlyMap<number, readonly FormField[]>> {
    return this.#read((signal) => this.#store.formFields(formIds, { signal }));
  }

  setContact(callId: number, contactId: number): Promise<'set' | 'call-unknown' | 'contact-unknown'> {
    return this.#read((signal) => this.#store.setContact(callId, contactId, { signal }));
  }

  saveFormValues(
    row: CallRow,
    values: readonly { readonly id: number; readonly value: string }[],
  ): Promise<void> {
    return this.#read((signal) => this.#store.saveFormValues(row, values, { signal }));
  }

  callAgain(wish: CallAgain): Promise<CallAgainResult> {
    return this.#read((signal) => this.#store.callAgain(wish, { signal }));
  }

  async #afterWrites<T>(row: CallRow, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (!(await this.#written({ key: callKey(row), timeoutMs: WRITTEN_MS }))) {
      throw new DatabaseFailure(`the database has not taken yet what happened to ${row.kind} call ${row.id}`);
    }
    return this.#read(read);
  }

  #read<T>(read: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return readDatabase(this.#clock, DEADLINE_MS, read);
  }
}
