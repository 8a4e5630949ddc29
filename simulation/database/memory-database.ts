import {
  type ActivityStore,
  type CallRow,
  type CallStore,
  type CampaignStore,
  callKey,
  type Directory,
  type DueCall,
  type LeftoverReport,
  NO_DETAILS,
  NO_ROWS,
  type RowIds,
  type RowsInUse,
  type StorageWrite,
  type TallyStore,
} from '@openeccp/core';
import { DuplicateRowIdError, type NumberedTable, StorageError } from '@openeccp/storage';
import { MemoryStorage } from '../../packages/server/src/testing/memory-storage.js';
import { mirrorKey, type OpenRows } from './rows.js';

interface AuditRow {
  readonly agentRowId: number;
  readonly breakId: number | undefined;
  readonly from: number;
  readonly until: number | undefined;
}

interface MirrorRow {
  readonly row: CallRow;
  readonly agentRowId: number;
  readonly held: boolean;
}

interface EntryRow {
  readonly status: string;
  readonly uniqueid: string;
  readonly joinedAt: number;
}

/** A contact that is to be called for one agent. */
export interface ContactRow {
  readonly due: DueCall;
  readonly status: string | undefined;
  readonly retries: number;
  readonly dialledAt: number | undefined;
  readonly ended: boolean;
}

/** Statuses of calls that go on (database.md §5.1, §5.2). */
const GOES_ON: ReadonlySet<string> = new Set(['en-cola', 'activa', 'hold']);
const UNDER_WAY: ReadonlySet<string> = new Set(['Placing', 'Ringing', 'OnQueue']);

type Undo = () => void;

/**
 * The `call_center` database as rows in memory: what the writes of the server do to them is what the SQL adapter does, with its
 * errors, and a transaction is carried out whole or not at all.
 */
export class MemoryDatabase extends MemoryStorage implements CampaignStore, ActivityStore, TallyStore {
  readonly calls: CallStore;
  readonly #audits = new Map<number, AuditRow>();
  readonly #entries = new Map<number, EntryRow>();
  readonly #currentEntries = new Map<number, MirrorRow>();
  readonly #currentCalls = new Map<number, MirrorRow>();
  readonly #contacts = new Map<number, ContactRow>();
  readonly #progress = new Map<number, string>();
  #undo: Undo[] = [];

  constructor(directory: Directory, contacts: readonly DueCall[]) {
    super(directory);
    for (const due of contacts) {
      this.#contacts.set(due.rowId, {
        due,
        status: undefined,
        retries: 0,
        dialledAt: undefined,
        ended: false,
      });
    }
    this.calls = this.#callStore();
  }

  openRows(): OpenRows {
    const audits = new Map<number, { agentRowId: number; breakId: number | undefined }>();
    for (const [id, { agentRowId, breakId, until }] of this.#audits) {
      if (until === undefined) audits.set(id, { agentRowId, breakId });
    }
    const calls = new Map<string, string>();
    for (const [id, { status }] of this.#entries) {
      if (GOES_ON.has(status)) calls.set(callKey({ kind: 'incoming', id }), status);
    }
    for (const [id, { status, ended }] of this.#contacts) {
      if (status !== undefined && (UNDER_WAY.has(status) || (status === 'Success' && !ended))) {
        calls.set(callKey({ kind: 'outgoing', id }), status);
      }
    }
    const mirrors = new Map<string, MirrorRow>();
    for (const [id, row] of this.#currentEntries) mirrors.set(mirrorKey('incoming', id), row);
    for (const [id, row] of this.#currentCalls) mirrors.set(mirrorKey('outgoing', id), row);
    return { audits, mirrors, calls };
  }

  override async nextRowIds(): Promise<RowIds> {
    return {
      audit: above(this.#audits),
      callEntry: above(this.#entries),
      currentCallEntry: above(this.#currentEntries),
      currentCalls: above(this.#currentCalls),
      progress: above(this.#progress),
    };
  }

  override async closeLeftovers(now: number, inUse: RowsInUse = NO_ROWS): Promise<LeftoverReport> {
    const open = this.openRows();
    for (const id of this.#currentEntries.keys())
      if (!inUse.currentIncoming.has(id)) this.#currentEntries.delete(id);
    for (const id of this.#currentCalls.keys())
      if (!inUse.currentOutgoing.has(id)) this.#currentCalls.delete(id);
    for (const [id, entry] of this.#entries) {
      if (GOES_ON.has(entry.status) && !inUse.incoming.has(id))
        this.#entries.set(id, { ...entry, status: 'fin-monitoreo' });
    }
    for (const [id, contact] of this.#contacts) {
      if (!open.calls.has(callKey({ kind: 'outgoing', id })) || inUse.outgoing.has(id)) continue;
      const taken = contact.status === 'Success';
      this.#contacts.set(id, { ...contact, ended: true, status: taken ? 'Success' : 'Failure' });
    }
    for (const [id, audit] of this.#audits) {
      if (audit.until === undefined && !inUse.audits.has(id)) this.#audits.set(id, { ...audit, until: now });
    }
    return { currentCalls: open.mirrors.size, calls: open.calls.size, audits: open.audits.size };
  }

  override async apply(writes: readonly StorageWrite[]): Promise<void> {
    this.#undo = [];
    try {
      for (const write of writes) this.#write(write);
    } catch (error) {
      for (const undo of this.#undo.reverse()) undo();
      throw error;
    }
  }

  #write(write: StorageWrite): void {
    switch (write.kind) {
      case 'open-session':
      case 'open-pause': {
        const breakId = write.kind === 'open-pause' ? write.breakId : undefined;
        const row = { agentRowId: write.agentRowId, breakId, from: write.at, until: undefined };
        return this.#insert(
          'audit',
          this.#audits,
          write.id,
          row,
          (there) =>
            there.agentRowId === row.agentRowId && there.breakId === breakId && there.from === row.from,
        );
      }
      case 'close-audit':
        return this.#change('audit', this.#audits, write.id, (row) => ({ ...row, until: write.at }));
      case 'call-joined': {
        const row = { status: 'en-cola', uniqueid: write.uniqueid, joinedAt: write.at };
        return this.#insert(
          'call_entry',
          this.#entries,
          write.row.id,
          row,
          (there) => there.uniqueid === row.uniqueid && there.joinedAt === row.joinedAt,
        );
      }
      case 'call-placed':
        return this.#contact(write.row, {
          status: 'Placing',
          retries: write.retry,
          dialledAt: write.at,
          ended: false,
        });
      case 'call-answered':
        return this.#contact(write.row, { status: 'Ringing' });
      case 'call-failed':
        return this.#contact(write.row, { status: 'Failure' });
      case 'call-unanswered':
        return this.#contact(write.row, { status: 'NoAnswer' });
      case 'call-queued':
        return this.#contact(write.row, { status: 'OnQueue' });
      case 'call-linked':
        return this.#link(write);
      case 'call-held': {
        const { mirror, table } = this.#mirrorOf(write.row);
        // It has gone when this is repeated together with what took it away.
        if (mirror.get(write.currentId)?.row.id !== write.row.id) return;
        return this.#change(table, mirror, write.currentId, (row) => ({ ...row, held: write.held }));
      }
      case 'call-unlinked': {
        const { mirror } = this.#mirrorOf(write.row);
        if (mirror.get(write.currentId)?.row.id === write.row.id) this.#remove(mirror, write.currentId);
        return;
      }
      case 'call-ended':
        if (write.row.kind === 'incoming') return this.#entry(write.row, 'terminada');
        return this.#contact(write.row, { ended: true, ...(write.short ? { status: 'ShortCall' } : {}) });
      case 'call-taken':
        if (write.row.kind === 'incoming') return this.#entry(write.row, 'terminada');
        return this.#contact(write.row, { ended: true, status: 'Success' });
      case 'call-abandoned':
        if (write.row.kind === 'incoming') return this.#entry(write.row, 'abandonada');
        return this.#contact(write.row, { ended: true, status: 'Abandoned' });
      case 'call-lost':
        return this.#entry(write.row, 'fin-monitoreo');
      case 'call-transferred':
        if (write.row.kind === 'incoming')
          return this.#change('call_entry', this.#entries, write.row.id, same);
        return this.#contact(write.row, {});
      case 'recording':
        return;
      case 'progress':
        return this.#insert(
          'call_progress_log',
          this.#progress,
          write.id,
          `${callKey(write.row)} ${write.status} ${write.at}`,
          (there) => there === `${callKey(write.row)} ${write.status} ${write.at}`,
        );
    }
  }

  #link(write: Extract<StorageWrite, { kind: 'call-linked' }>): void {
    if (write.row.kind === 'incoming') this.#entry(write.row, 'activa');
    else this.#contact(write.row, { status: 'Success', ended: false });
    const { mirror, table } = this.#mirrorOf(write.row);
    const row = { row: write.row, agentRowId: write.agentRowId, held: false };
    this.#insert(
      table,
      mirror,
      write.currentId,
      row,
      (there) => there.row.id === row.row.id && there.agentRowId === row.agentRowId,
    );
  }

  #mirrorOf({ kind }: CallRow): { readonly mirror: Map<number, MirrorRow>; readonly table: NumberedTable } {
    return kind === 'incoming'
      ? { mirror: this.#currentEntries, table: 'current_call_entry' }
      : { mirror: this.#currentCalls, table: 'current_calls' };
  }

  #entry({ id }: CallRow, status: string): void {
    this.#change('call_entry', this.#entries, id, (row) => ({ ...row, status }));
  }

  #contact({ id }: CallRow, change: Partial<ContactRow>): void {
    this.#change('calls', this.#contacts, id, (row) => ({ ...row, ...change }));
  }

  /** A row that is there already was written before an answer got lost; one of somebody else is an error. */
  #insert<Row>(
    table: NumberedTable,
    rows: Map<number, Row>,
    id: number,
    row: Row,
    isOurs: (there: Row) => boolean,
  ): void {
    const there = rows.get(id);
    if (there !== undefined) {
      if (isOurs(there)) return;
      throw new DuplicateRowIdError(table, id);
    }
    rows.set(id, row);
    this.#undo.push(() => rows.delete(id));
  }

  #change<Row>(table: string, rows: Map<number, Row>, id: number, change: (row: Row) => Row): void {
    const there = rows.get(id);
    if (there === undefined)
      throw new StorageError('row-missing', `Row ${id} of table ${table} isn't there.`);
    rows.set(id, change(there));
    this.#undo.push(() => rows.set(id, there));
  }

  #remove<Row>(rows: Map<number, Row>, id: number): void {
    const there = rows.get(id);
    if (there === undefined) return;
    rows.delete(id);
    this.#undo.push(() => rows.set(id, there));
  }

  #callStore(): CallStore {
    return {
      details: async () => NO_DETAILS,
      info: async () => undefined,
      agents: async () => undefined,
      setContact: async () => 'call-unknown',
      formFields: async () => new Map(),
      saveFormValues: async () => undefined,
      callAgain: async () => 'call-unknown',
      dueCalls: async (now, horizonMs) =>
        [...this.#contacts.values()].flatMap(({ due, status, retries, dialledAt }) => {
          const done = status !== undefined && status !== 'Failure' && status !== 'NoAnswer';
          if (done || retries >= 2 || due.from > now + horizonMs) return [];
          const before = status === undefined ? undefined : { status, dialledAt };
          return [{ ...due, retry: retries + 1, before }];
        }),
    };
  }

  async listCampaigns(): Promise<readonly []> {
    return [];
  }
  async campaign(): Promise<{ readonly kind: 'not-found' }> {
    return { kind: 'not-found' };
  }
  async campaignQueue(): Promise<undefined> {
    return undefined;
  }
  async queueScript(): Promise<undefined> {
    return undefined;
  }
  async listIncomingQueues(): Promise<readonly []> {
    return [];
  }
  async campaignLog(): Promise<readonly []> {
    return [];
  }
  async agentActivity(): Promise<readonly []> {
    return [];
  }
  async loadTallies(except: () => readonly CallRow[]): ReturnType<TallyStore['loadTallies']> {
    except();
    return { rows: [], contacts: [], seen: { upTo: 0, lists: new Map() } };
  }
  async tallyChanges(): ReturnType<TallyStore['tallyChanges']> {
    return { kind: 'contacts', added: [], recounted: [], seen: { upTo: 0, lists: new Map() } };
  }
}

function above(rows: ReadonlyMap<number, unknown>): number {
  let highest = 0;
  for (const id of rows.keys()) if (id > highest) highest = id;
  return highest + 1;
}

function same<Row>(row: Row): Row {
  return row;
}
