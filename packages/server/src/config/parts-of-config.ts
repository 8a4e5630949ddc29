import { type AgentName, DEFAULT_SETTINGS, type FloorSettings, parseAgentName } from '@openeccp/core';
import type { Assignments } from '../directory/assignments.js';
import { settingsOf } from '../protocol/differences.js';
import type { Clock } from '../runtime/clock.js';
import type { AsteriskOptions } from '../telephony/asterisk/asterisk-telephony.js';
import type { ServerConfig } from './server-config.js';

/** What the configuration says of the floor. */
export function floorSettings(config: ServerConfig): FloorSettings {
  return { ...DEFAULT_SETTINGS, ...settingsOf(config.protocol), shortCallS: config.calls.shortS };
}

/** What it says of Asterisk. */
export function asteriskOptions(
  { asterisk }: ServerConfig,
  clock: Clock,
): Pick<AsteriskOptions, 'ami' | 'contexts' | 'parking' | 'ringMs'> {
  const { user, secret, host, port, contexts, parking, ringS } = asterisk;
  return {
    ami: { credentials: { username: user, secret }, peer: { host, port }, clock },
    contexts,
    parking,
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
