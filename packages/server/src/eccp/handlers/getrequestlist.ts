import { accepted, type RequestName } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/**
 * ECCP §8.1 getrequestlist
 *
 * @param carriedOut the requests that this server carries out, asked for when somebody wants the list
 */
export function getrequestlist(carriedOut: () => readonly RequestName[]): Handler<'getrequestlist'> {
  return () => accepted({ requests: carriedOut() });
}
