import type { ClientAccount } from '@openeccp/core';
import { md5Hex } from '@openeccp/eccp';
import { ClientAccounts } from './client-accounts.js';
import { PasswordCheck } from './password-check.js';

/** User and password of installations that nobody has changed. */
const DEFAULT_NAME = 'agentconsole';
const DEFAULT_MD5 = md5Hex(DEFAULT_NAME);

/** Whether an account still has the password that everybody knows. */
export async function hasDefaultPassword(clients: readonly ClientAccount[]): Promise<boolean> {
  const accounts = new ClientAccounts(clients, new PasswordCheck());
  return (await accounts.match(DEFAULT_NAME, [DEFAULT_MD5])).kind !== 'none';
}

/** Whether somebody logs in with it, in either form (ECCP §5.1). */
export function isDefaultLogin(username: string, password: string): boolean {
  return username === DEFAULT_NAME && [DEFAULT_NAME, DEFAULT_MD5].includes(password.toLowerCase());
}

/** Whether only programs of this machine can connect to an address, or connect from it. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}
