import { AmiClient, type AmiUp } from '@openeccp/ami';
import type { Directory } from '@openeccp/core';
import type { ServerConfig } from '../../config/server-config.js';
import { checkCallbackQueues, checkExtensions, checkPool, checkQueues } from './check-agents.js';
import { checkContexts } from './check-dialplan.js';
import { checkParking } from './check-parking.js';
import { checkRights } from './check-rights.js';
import { type Finding, failure, ok, warning } from './finding.js';

const OLDEST = 16;
const NEWEST = 22;
const CONNECT_MS = 5_000;

/** Everything that Asterisk has to provide. Without the database's rows its agents and queues are left out. */
export async function checkAsterisk(
  config: ServerConfig,
  directory: Directory | undefined,
): Promise<readonly Finding[]> {
  const { asterisk } = config;
  const client = new AmiClient({
    peer: { host: asterisk.host, port: asterisk.port },
    credentials: { username: asterisk.user, secret: asterisk.secret },
    events: 'off',
    connectTimeoutMs: CONNECT_MS,
  });
  try {
    const state = await client.connect();
    if (state.kind !== 'up') {
      const reason = state.kind === 'down' ? state.reason : undefined;
      return [failure('AMI', reason?.text ?? 'not reached', remedyFor(reason?.kind, config))];
    }
    const agents = directory?.agents.map(({ name }) => name) ?? [];
    return [
      ok('AMI', `${asterisk.user} logged in at ${asterisk.host}:${asterisk.port}`),
      checkVersion(state),
      ...(await checkRights(client, asterisk.user)),
      ...(await checkContexts(client, asterisk)),
      ...(await checkPool(client, agents)),
      ...(directory === undefined ? [] : await checkQueues(client, directory, asterisk)),
      ...(await checkCallbackQueues(client, agents, config)),
      ...(await checkParking(client, asterisk)),
      await checkExtensions(client, config),
    ];
  } finally {
    await client.close();
  }
}

function checkVersion({ version }: AmiUp): Finding {
  const major = Number(/(\d+)\./.exec(version)?.[1] ?? Number.NaN);
  if (major >= OLDEST && major <= NEWEST) return ok('Asterisk', version);
  const remedy = `OpenECCP is made for Asterisk ${OLDEST} to ${NEWEST}.`;
  return major < 12 || Number.isNaN(major)
    ? failure('Asterisk', `${version} has no agent pool`, remedy)
    : warning('Asterisk', `${version} is untested`, remedy);
}

function remedyFor(kind: string | undefined, { asterisk }: ServerConfig): string {
  return kind === 'authentication'
    ? `Compare asterisk.secret with [${asterisk.user}] in manager.conf, and its permit line with this machine's address.`
    : 'Set enabled = yes in manager.conf and correct asterisk.host and asterisk.port.';
}
