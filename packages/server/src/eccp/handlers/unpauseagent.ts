import { accepted, failures, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.2 unpauseagent */
export const unpauseagent: Handler<'unpauseagent'> = async ({ agent, services }) => {
  const outcome = await services.command({ kind: 'end-break', agent });
  if (outcome.kind !== 'refused') return accepted(SUCCESS);
  return refused(
    outcome.refusal.kind === 'agent-not-loaded'
      ? failures.agentNotLoggedInThroughEccp
      : failures.agentNotLoggedIn,
  );
};
