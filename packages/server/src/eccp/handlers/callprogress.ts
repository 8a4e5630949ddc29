import { accepted, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.1 callprogress */
export const callprogress: Handler<'callprogress'> = ({ args, session }) => {
  session.enableProgress(args.enable);
  return accepted(SUCCESS);
};
