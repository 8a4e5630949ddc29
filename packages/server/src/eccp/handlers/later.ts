import { failures, type Refused, rejected } from '@openeccp/eccp';

/** Stands in for a handler that is not there yet: to the client the command is one that nobody knows (ECCP §4.2). */
export function later(): Refused {
  return rejected(failures.notImplemented);
}
