import { accepted, requestNames } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.1 getrequestlist */
export const getrequestlist: Handler<'getrequestlist'> = ({ session }) =>
  accepted({ requests: requestNames.filter((name) => session.understands(name)) });
