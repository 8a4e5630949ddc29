import type { AgentActivity, QueueTalk } from '@openeccp/core';
import {
  accepted,
  dateFailure,
  formatDateTime,
  type QueueCalls,
  rejected,
  type AgentActivity as WireActivity,
  type WireDateTime,
} from '@openeccp/eccp';
import { dayRange } from '../day-range.js';
import type { Handler } from '../handler.js';

/**
 * ECCP §8.2 getagentactivitysummary. Clients ask about all of these agents next, so an agent that was added a moment ago
 * is told of when the other requests know it too.
 */
export const getagentactivitysummary: Handler<'getagentactivitysummary'> = async ({ args, services }) => {
  const badDate = dateFailure(args);
  if (badDate !== undefined) return rejected(badDate);
  const { campaigns, directory, floor } = services;
  const activities = await campaigns.agentActivity(dayRange(args, services.now()));
  const known = activities.filter(({ agent }) => directory.hasAgent(agent) && floor.agents.has(agent));
  return accepted({ agents: known.map(wireActivity) });
};

function wireActivity({
  agent,
  displayName,
  loginS,
  incoming,
  outgoing,
  lastSession,
  lastPause,
}: AgentActivity): WireActivity {
  return {
    agentChannel: agent,
    agentName: displayName,
    loginTime: loginS,
    incoming: incoming.map(queueCalls),
    outgoing: outgoing.map(queueCalls),
    lastSessionStart: time(lastSession?.from),
    lastSessionEnd: time(lastSession?.until),
    lastPauseStart: time(lastPause?.from),
    lastPauseEnd: time(lastPause?.until),
  };
}

function queueCalls({ queue, calls, talkS }: QueueTalk): QueueCalls {
  return { queue, calls, talkTime: talkS };
}

function time(at: number | undefined): WireDateTime | undefined {
  return at === undefined ? undefined : formatDateTime(at);
}
