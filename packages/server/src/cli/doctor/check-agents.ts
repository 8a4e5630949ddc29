import { type AmiClient, describeOutcome } from '@openeccp/ami';
import { type AgentName, agentKind, agentNumber, type Directory, parseAgentName } from '@openeccp/core';
import type { ServerConfig } from '../../config/server-config.js';
import { readAssignments } from '../../directory/assignments.js';
import { AsteriskExtensions } from '../../directory/extensions.js';
import { agentOfInterface } from '../../telephony/asterisk/agent-interfaces.js';
import { checkPbxDevices } from './check-pbx-devices.js';
import { type Finding, failure, listed, ok, warning } from './finding.js';

/** The pool is loaded and knows the pool agents of the database. */
export async function checkPool(
  client: AmiClient,
  agents: readonly AgentName[],
): Promise<readonly Finding[]> {
  const pool = agents.filter((name) => agentKind(name) === 'pool');
  if (pool.length === 0) return [];
  const answer = await client.list('Agents', [], { completeEvent: 'AgentsComplete' });
  if (answer.kind !== 'list') {
    return [
      failure(
        'agent pool',
        `Asterisk does not list its agents: ${describeOutcome(answer)}`,
        'Load app_agent_pool.so in modules.conf and write agents.conf.',
      ),
    ];
  }
  const known = new Set(answer.items.map((item) => item.get('Agent')));
  const unknown = pool.filter((name) => !known.has(agentNumber(name)));
  if (unknown.length === 0) return [ok('agent pool', 'knows every pool agent')];
  return [
    failure(
      'agent pool',
      `Asterisk does not know ${listed(unknown)}`,
      `Add ${unknown
        .slice(0, 3)
        .map((name) => `[${agentNumber(name)}]`)
        .join(' ')} … to agents.conf, then: module reload app_agent_pool.so.`,
    ),
  ];
}

/** Monitored queues exist, and every pool agent is a member of one. */
export async function checkQueues(
  client: AmiClient,
  { agents, queues }: Directory,
  { contexts }: ServerConfig['asterisk'],
): Promise<readonly Finding[]> {
  const answer = await client.list('QueueStatus', [], { completeEvent: 'QueueStatusComplete' });
  if (answer.kind !== 'list') {
    return [
      failure(
        'queues',
        `Asterisk does not list its queues: ${describeOutcome(answer)}`,
        'Load app_queue.so.',
      ),
    ];
  }
  const existing = new Set(answer.items.map((item) => item.get('Queue')));
  const missing = queues.filter(({ name }) => !existing.has(name)).map(({ name }) => name);
  const members = new Set(
    answer.items.map((item) =>
      agentOfInterface(item.get('Location') ?? item.get('Interface') ?? '', contexts),
    ),
  );
  const idle = agents
    .map(({ name }) => name)
    .filter((name) => agentKind(name) === 'pool' && !members.has(name));
  return [
    missing.length === 0
      ? ok('queues', 'Asterisk has every monitored queue')
      : failure(
          'queues',
          `Asterisk has no queue ${listed(missing)}`,
          'Add it to queues.conf, then: queue reload all. Or: openeccp queue remove NAME.',
        ),
    ...idle.slice(0, 1).map((first) => {
      const number = agentNumber(first);
      return warning(
        'queue members',
        `${listed(idle)} in no queue`,
        `Add member => Local/${number}@${contexts.request},0,,Agent:${number} to the queue in queues.conf.`,
      );
    }),
  ];
}

/** Every callback agent has queues to join at login. */
export async function checkCallbackQueues(
  client: AmiClient,
  agents: readonly AgentName[],
  config: ServerConfig,
): Promise<readonly Finding[]> {
  const callback = agents.filter((name) => agentKind(name) === 'callback');
  if (callback.length === 0) return [];
  const configured = new Map(
    [...config.callbackQueues].flatMap(([text, queues]) => {
      const name = parseAgentName(text);
      return name === undefined ? [] : [[name, queues] as const];
    }),
  );
  const assigned = (await readAssignments(client, configured, callback)) ?? configured;
  const without = callback.filter((name) => (assigned.get(name)?.size ?? 0) === 0);
  if (without.length === 0) return [ok('callback agents', 'each has queues to join')];
  return [
    warning(
      'callback agents',
      `${listed(without)} can't log in: no queue to join`,
      `Write callbackQueues: { ${without[0]}: { "8000": 0 } }, or let the PBX list them in AstDB (needs the right command).`,
    ),
  ];
}

/** The phones that agents may log in on can be listed. */
export async function checkExtensions(client: AmiClient, config: ServerConfig): Promise<Finding> {
  if (config.extensions === 'pbx') return checkPbxDevices(config);
  if (config.extensions !== 'asterisk')
    return ok('extensions', `${config.extensions.size} from the configuration`);
  const found = await new AsteriskExtensions(
    () => client,
    () => Date.now(),
  ).find('');
  if (found.kind !== 'unreadable') return ok('extensions', 'Asterisk lists its phones');
  return failure(
    'extensions',
    found.reason,
    'Add system to the write line of the manager user, or list the phones: extensions: { "412": PJSIP/412 }.',
  );
}
