import type { Agent, Call, FloorImage, RowIds, Timer } from '@openeccp/core';
import type LibsqlDatabase from 'libsql';
import { isRow, note } from './journal-file.js';
import { fromText, toText } from './journal-text.js';

/** What the server before has left. */
export interface FoundFloor {
  readonly image: FloorImage;
  readonly lastCommand: number;
}

type Statement = LibsqlDatabase.Statement<unknown[]>;

interface Keyed {
  readonly put: Statement;
  readonly remove: Statement;
}

/** What is done to the tables of a journal. */
export interface Statements {
  readonly agent: Keyed;
  readonly call: Keyed;
  readonly timer: Keyed;
  readonly write: Statement;
  readonly settle: Statement;
  readonly page: Statement;
  readonly renumber: Statement;
  readonly note: Statement;
}

export function prepareStatements(db: LibsqlDatabase.Database): Statements {
  const keyed = (table: string, key: string): Keyed => ({
    put: db.prepare(`insert or replace into ${table} values (?, ?)`),
    remove: db.prepare(`delete from ${table} where ${key} = ?`),
  });
  return {
    agent: keyed('agent', 'name'),
    call: keyed('call', 'id'),
    timer: {
      put: db.prepare('insert or replace into timer values (?, ?, ?)'),
      remove: db.prepare('delete from timer where name = ?'),
    },
    write: db.prepare('insert or replace into write values (?, ?)'),
    settle: db.prepare('delete from write where number = ?'),
    page: db.prepare('select number, state from write where number > ? order by number limit ?'),
    renumber: db.prepare('insert into renumbering (state) values (?)'),
    note: db.prepare('insert or replace into note values (?, ?)'),
  };
}

/** The row's state; `undefined` takes it away. */
export function put(table: Keyed, key: string, state: unknown): void {
  if (state === undefined) table.remove.run(key);
  else table.put.run(key, toText(state));
}

export function numberIn(db: LibsqlDatabase.Database, query: string): number {
  const row = db.prepare(query).get();
  return isRow(row) && typeof row['number'] === 'number' ? row['number'] : 0;
}

/** This version has written them itself, so they are what their types say. */
export function statesOf<T>(db: LibsqlDatabase.Database, query: string): readonly T[] {
  const rows = db.prepare(query).all().filter(isRow);
  return rows.map((row) => fromText(String(row['state'])) as T);
}

/** What is noted of the floor beside agents, calls and timers. */
export interface FloorNote {
  readonly ids: RowIds;
  readonly attempts: number;
  readonly lastCommand: number;
  readonly seenAt: number;
  readonly asterisk: FloorImage['asterisk'];
}

export function readFloor(db: LibsqlDatabase.Database): FoundFloor | undefined {
  const text = note(db, 'floor');
  if (text === undefined) return undefined;
  const { lastCommand, ...counters } = fromText(text) as FloorNote;
  const timers = db.prepare('select at, state from timer').all().filter(isRow);
  return {
    lastCommand,
    image: {
      ...counters,
      agents: statesOf<Agent>(db, 'select state from agent'),
      calls: statesOf<Call>(db, 'select state from call'),
      timers: timers.map((row) => ({
        at: Number(row['at']),
        timer: fromText(String(row['state'])) as Timer,
      })),
    },
  };
}
