import type { AmiDial } from '@openeccp/ami';
import { type AgentName, DEFAULT_SETTINGS, type FloorSettings, parseAgentName } from '@openeccp/core';
import { AllowList } from '../access/allow-list.js';
import type { ClientRights } from '../access/client-rights.js';
import type { Assignments } from '../directory/assignments.js';
import type { ListenAddress } from '../eccp/listener.js';
import { settingsOf } from '../protocol/differences.js';
import type { Clock } from '../runtime/clock.js';
import type { AsteriskOptions } from '../telephony/asterisk/asterisk-telephony.js';
import type { ServerConfig } from './server-config.js';

const RETRIEVAL_GRACE_MS = 5_000;

/** What the configuration says of the floor. */
export function floorSettings(config: ServerConfig): FloorSettings {
  const { agents, calls, asterisk } = config;
  return {
    ...DEFAULT_SETTINGS,
    ...settingsOf(config.protocol),
    lostPhoneMs: agents.lostPhoneS === 0 ? undefined : agents.lostPhoneS * 1000,
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
  surroundings: { readonly dial?: AmiDial | undefined; readonly random?: () => number } = {},
): Pick<AsteriskOptions, 'ami' | 'clock' | 'contexts' | 'parking' | 'parkingLot' | 'ringMs' | 'originate'> {
  const { user, secret, host, port, contexts, parking, parkingLot, ringS, originate } = asterisk;
  return {
    ami: {
      credentials: { username: user, secret },
      peer: surroundings.dial ?? { host, port },
      ...(surroundings.random === undefined ? {} : { random: surroundings.random }),
    },
    clock,
    contexts,
    parking,
    parkingLot,
    ringMs: ringS * 1000,
    originate: {
      mostAtOnce: originate.atOnce,
      slowMs: originate.slowMs,
      mostWaiting: originate.waiting,
      waitMs: originate.waitS * 1000,
    },
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

/** What a client may do; undefined for everything. */
export function rightsOf({ clients }: ServerConfig, user: string | undefined): ClientRights | undefined {
  return user === undefined ? undefined : (clients.get(user) ?? clients.get('*'));
}

/** Where ECCP listens, in the clear and, if wanted, encrypted. */
export function listenAddresses({ eccp }: ServerConfig): {
  readonly plain: ListenAddress;
  readonly encrypted: ListenAddress | undefined;
} {
  const { host, port, tls } = eccp;
  const listOf = (networks: readonly string[] | undefined) => networks && new AllowList(networks);
  return {
    plain: { host, port, allow: listOf(eccp.allow) },
    encrypted: tls && {
      host: tls.host,
      port: tls.port,
      tls: { certFile: tls.certFile, keyFile: tls.keyFile, clientCaFile: tls.clientCa },
      allow: listOf(tls.allow ?? eccp.allow),
    },
  };
}
