import type { ClientAccount } from '@openeccp/core';
import { md5Hex } from '@openeccp/eccp';

/** User and password of installations that nobody has changed. */
const DEFAULT_NAME = 'agentconsole';

/** Whether an account still has the password that everybody knows. */
export function hasDefaultPassword(clients: readonly ClientAccount[]): boolean {
  const known = md5Hex(DEFAULT_NAME);
  return clients.some(({ username, md5Password }) => username === DEFAULT_NAME && md5Password === known);
}

/** Whether only programs of this machine can connect to an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}
