import { connect, EccpLoginRefusedError } from '@openeccp/eccp';
import type { ServerConfig } from '../../config/server-config.js';
import { requireFreePort } from '../free-port.js';
import { type Finding, failure, ok } from './finding.js';

/** The ports to listen on are free, or a server of ours has them. */
export async function checkPorts({ eccp, http }: ServerConfig): Promise<readonly Finding[]> {
  const remedy = 'Stop the program that uses it, or choose another port.';
  const findings: Finding[] = [];
  if (await isFree(eccp)) findings.push(ok('ECCP port', `${eccp.port} is free`));
  else if (await isEccpServer(eccp)) findings.push(ok('ECCP port', `an ECCP server runs on ${eccp.port}`));
  else findings.push(failure('ECCP port', `another program uses ${eccp.port}`, remedy));
  if (http !== undefined) {
    if (await isFree(http)) findings.push(ok('HTTP port', `${http.port} is free`));
    else if (await isOurHttp(http)) findings.push(ok('HTTP port', `a server answers on ${http.port}`));
    else findings.push(failure('HTTP port', `another program uses ${http.port}`, remedy));
  }
  return findings;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

const ANSWER_MS = 2_000;

function isFree({ host, port }: Address): Promise<boolean> {
  return requireFreePort({ what: '', host, port, remedy: '' }).then(
    () => true,
    () => false,
  );
}

/** A login that is refused in the words of the protocol proves a server as well as one that is not. */
async function isEccpServer({ host, port }: Address): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const client = await connect({ host: reachable(host), port, user: 'doctor', password: 'doctor', signal });
    await client.close();
    return true;
  } catch (error) {
    return error instanceof EccpLoginRefusedError;
  }
}

async function isOurHttp({ host, port }: Address): Promise<boolean> {
  try {
    const answer = await fetch(`http://${reachable(host)}:${port}/health`, {
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

/** An address to connect to for one that is listened on. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}
