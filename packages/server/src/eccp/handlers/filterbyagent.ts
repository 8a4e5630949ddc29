import { ANY_AGENT, accepted, failures, isAgentNumber, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.1 filterbyagent. The agent need not exist. */
export const filterbyagent: Handler<'filterbyagent'> = ({ args, session }) => {
  if (args.agentNumber !== ANY_AGENT && !isAgentNumber(args.agentNumber)) {
    return refused(failures.malformedAgentNumber);
  }
  session.filterByAgent(args.agentNumber);
  return accepted(SUCCESS);
};
