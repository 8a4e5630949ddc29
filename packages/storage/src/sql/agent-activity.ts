import type { AgentActivity, DayRange } from '@openeccp/core';
import type { Database } from '../connection/database.js';
import { localRange } from '../local-days.js';
import type { Dialect } from '../schema/dialect.js';
import { loadAgents } from './active-agents.js';
import { readIncomingTalk, readOutgoingTalk } from './agent-talk.js';
import { readAuditSummaries } from './audit-summary.js';
import type { IdBounds } from './id-bounds.js';

/** What every active agent did on some days (ECCP §8.2 getagentactivitysummary). */
export async function readAgentActivity(
  { db, kind }: Database,
  dialect: Dialect,
  bounds: IdBounds,
  days: DayRange,
): Promise<readonly AgentActivity[]> {
  const range = localRange(days);
  const agents = await loadAgents(db);
  const summaries = await readAuditSummaries(db, kind, bounds, range);
  const incoming = await readIncomingTalk(db, range);
  const outgoing = await readOutgoingTalk(db, dialect, range);
  return agents.map(({ record: { rowId, name, displayName } }) => {
    const summary = summaries.get(rowId);
    return {
      agent: name,
      displayName,
      loginS: summary?.loginS ?? 0,
      incoming: incoming.get(rowId) ?? [],
      outgoing: outgoing.get(rowId) ?? [],
      lastSession: summary?.lastSession,
      lastPause: summary?.lastPause,
    };
  });
}
