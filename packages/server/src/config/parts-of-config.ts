import { type AgentName, DEFAULT_SETTINGS, type FloorSettings, parseAgentName } from '@openeccp/core';
import type { Assignments } from '../directory/assignments.js';
import { settingsOf } from '../protocol/differences.js';
import type { Clock } from '../runtime/clock.js';
import type { AsteriskOptions } from '../telephony/asterisk/asterisk-telephony.js';
import type { ServerConfig } from './server-config.js';

const RETRIEVAL_GRACE_MS = 5_000;

/** What the configuration says of the floor. */
export function floorSettings(config: ServerConfig): FloorSettings {
  const { calls, asterisk } = config;
  return {
    ...DEFAULT_SETTINGS,
    ...settingsOf(config.protocol),
    shortCallS: calls.shortS,
    holdLimitMs: calls.holdLimitS === 0 ? undefined : calls.holdLimitS * 1000,
    holdWarningMs: calls.holdWarningS * 1000,
    // A phone that rings until the last moment is told by Asterisk.
    retrievalDeadlineMs: asterisk.ringS * 1000 + RETRIEVAL_GRACE_MS,
  };
}

/** What it says of Asterisk. */
export function asteriskOptions(
  { asterisk }: ServerConfig,
  clock: Clock,
): Pick<AsteriskOptions, 'ami' | 'contexts' | 'parking' | 'parkingLot' | 'ringMs'> {
  const { user, secret, host, port, contexts, parking, parkingLot, ringS } = asterisk;
  return {
    ami: { credentials: { username: user, secret }, peer: { host, port }, clock },
    contexts,
    parking,
    parkingLot,
    ringMs: ringS * 1000,
  };
}

/** The queues of callback agents that it lists. */
export function configuredAssignments(config: ServerConfig): Assignments {
  const assignments = new Map<AgentName, ReadonlyMap<string, number>>();
  for (const [text, queues] of config.callbackQueues) {
    const name = parseAgentName(text);
    if (name !== undefined) assignments.set(name, queues);
  }
  return assignments;
}
