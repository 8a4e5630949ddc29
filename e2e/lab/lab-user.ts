import { chownSync } from 'node:fs';

type LabUser = { readonly uid: number; readonly gid: number };

/** Debian's `nobody` and `nogroup`. */
const nobody: LabUser = { uid: 65534, gid: 65534 };

/** Whom the lab's programs run as: servers are never run as root; anybody else runs them as themselves. */
export function labUser(): LabUser | undefined {
  return process.getuid?.() === 0 ? nobody : undefined;
}

/** Lets the lab's programs write to a file or folder. */
export function giveToLabUser(path: string): void {
  const user = labUser();
  if (user !== undefined) chownSync(path, user.uid, user.gid);
}
