import type { CallRow } from '@openeccp/core';
import type { ServerParts } from 'openeccp';

/** What the tables say at one moment, as far as anything in them is still open. Ids are those of the rows. */
export interface OpenRows {
  /** Rows of `audit` without an end. */
  readonly audits: ReadonlyMap<number, { readonly agentRowId: number; readonly breakId: number | undefined }>;
  /** Rows of `current_call_entry` and `current_calls`, by {@link mirrorKey}. */
  readonly mirrors: ReadonlyMap<string, { readonly row: CallRow; readonly held: boolean }>;
  /** Rows of `call_entry` and `calls` whose status says that the call goes on, by `callKey`. */
  readonly calls: ReadonlyMap<string, string>;
}

/** A database that the simulation can look into. */
export type SimulatedDatabase = ServerParts['storage'] & { openRows(): OpenRows | Promise<OpenRows> };

/** Names a row that mirrors a call. */
export function mirrorKey(kind: CallRow['kind'], id: number): string {
  return `${kind}:${id}`;
}
