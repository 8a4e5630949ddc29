import {
  type AgentName,
  type IncomingRow,
  type OutgoingRow,
  parseAgentName,
  type StorageWrite,
} from '@openeccp/core';

/** 2026-03-10 12:00:00 local time, whatever the zone. */
export const NOON: number = new Date(2026, 2, 10, 12, 0, 0).getTime();

export function agentName(text: string): AgentName {
  const name = parseAgentName(text);
  if (name === undefined) throw new Error(`bad agent name ${text}`);
  return name;
}

/** A row of `call_entry`. */
export function incoming(id: number): IncomingRow {
  return { kind: 'incoming', id };
}

/** A row of `calls`. */
export function outgoing(id: number): OutgoingRow {
  return { kind: 'outgoing', id };
}

type Fields<K extends StorageWrite['kind']> = Omit<Extract<StorageWrite, { kind: K }>, 'kind'>;

export const openSession = (fields: Partial<Fields<'open-session'>> = {}): StorageWrite => ({
  kind: 'open-session',
  id: 1,
  agentRowId: 1,
  at: NOON,
  extension: 'PJSIP/412',
  ...fields,
});

export const openPause = (fields: Partial<Fields<'open-pause'>> = {}): StorageWrite => ({
  kind: 'open-pause',
  id: 2,
  agentRowId: 1,
  breakId: 1,
  at: NOON,
  ...fields,
});

export const closeAudit = (fields: Partial<Fields<'close-audit'>> = {}): StorageWrite => ({
  kind: 'close-audit',
  id: 1,
  agentRowId: 1,
  openedAt: NOON,
  at: NOON + 90_000,
  ...fields,
});

export const callJoined = (fields: Partial<Fields<'call-joined'>> = {}): StorageWrite => ({
  kind: 'call-joined',
  row: incoming(1),
  queueRowId: 1,
  campaignId: undefined,
  phone: '612345678',
  at: NOON,
  uniqueid: '1773140400.17',
  trunk: 'PJSIP/provider',
  ...fields,
});

export const callLinked = (fields: Partial<Fields<'call-linked'>> = {}): StorageWrite => ({
  kind: 'call-linked',
  row: incoming(1),
  currentId: 1,
  queueRowId: 1,
  queue: '9000',
  agentRowId: 1,
  agent: agentName('Agent/412'),
  phone: '612345678',
  at: NOON + 7_000,
  waitedS: 7,
  uniqueid: '1773140400.17',
  trunk: 'PJSIP/provider',
  customerChannel: 'PJSIP/provider-0000000a',
  ...fields,
});

export const callPlaced = (fields: Partial<Fields<'call-placed'>> = {}): StorageWrite => ({
  kind: 'call-placed',
  row: outgoing(1),
  campaignId: 1,
  retry: 1,
  at: NOON,
  before: undefined,
  ...fields,
});

export const callAnswered = (fields: Partial<Fields<'call-answered'>> = {}): StorageWrite => ({
  kind: 'call-answered',
  row: outgoing(1),
  at: NOON + 5_000,
  uniqueid: '1773140400.18',
  ...fields,
});

export const callQueued = (fields: Partial<Fields<'call-queued'>> = {}): StorageWrite => ({
  kind: 'call-queued',
  row: outgoing(1),
  at: NOON + 6_000,
  trunk: 'PJSIP/provider',
  uniqueid: '1773140400.18',
  ...fields,
});

/** {@link callLinked} of an outgoing call. */
export const callTaken = (fields: Partial<Fields<'call-linked'>> = {}): StorageWrite =>
  callLinked({ row: outgoing(1), queueRowId: undefined, uniqueid: '1773140400.18', ...fields });

export const progress = (fields: Partial<Fields<'progress'>> = {}): StorageWrite => ({
  kind: 'progress',
  id: 1,
  row: incoming(1),
  campaignId: undefined,
  at: NOON,
  status: 'OnQueue',
  retry: undefined,
  uniqueid: '1773140400.17',
  trunk: 'PJSIP/provider',
  agentRowId: undefined,
  durationS: undefined,
  ...fields,
});
