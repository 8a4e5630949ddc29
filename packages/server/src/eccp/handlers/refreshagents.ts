import { accepted, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.2 refreshagents: what is read tells about itself in events, the answer does not wait for it. */
export const refreshagents: Handler<'refreshagents'> = ({ services }) => {
  services.refresh();
  return accepted(SUCCESS);
};
