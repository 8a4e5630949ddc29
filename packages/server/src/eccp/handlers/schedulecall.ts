import { type AgentName, type CallAgainResult, type FloorView, loginOf } from '@openeccp/core';
import { accepted, checkSchedule, type Failure, failures, refused, SUCCESS } from '@openeccp/eccp';
import { type ClientRights, mayReach, mayReachAll } from '../../access/client-rights.js';
import { localDay } from '../../services/local-day.js';
import { refusedAs } from '../../services/read-database.js';
import type { Handler, Services } from '../handler.js';

/** ECCP §8.3 schedulecall. D-13 */
export const schedulecall: Handler<'schedulecall'> = async ({ args, agent: name, session, services }) => {
  const agent = services.floor.agents.get(name);
  if (agent === undefined) return refused(failures.agentNotLoggedInThroughEccp);
  if (loginOf(agent) === undefined) return refused(failures.agentNotLoggedIn);
  const schedule = checkSchedule(args, localDay(services.now()));
  if (schedule.kind === 'refused') return schedule;

  const { window } = schedule;
  const wish = {
    window: window && {
      firstDay: window.dateInit,
      lastDay: window.dateEnd,
      from: window.timeInit,
      until: window.timeEnd,
    },
    agent: args.sameAgent === true ? name : undefined,
    phone: args.newPhone,
    // A blank one would take away the name that the customer has.
    contactName: args.newContactName?.trim() === '' ? undefined : args.newContactName,
  };
  const current = outgoingCallOf(services.floor, name);
  const named = await namedCall(args.callId, services.rightsOf(session.state.login?.user), services);
  // A named call that is not there stands for the current one.
  for (const callId of [named, current]) {
    if (callId === undefined) continue;
    const asked = services.calls.callAgain({ ...wish, callId });
    const result = await refusedAs(failures.scheduleInsertFailed, asked);
    if (result === 'scheduled') {
      void services.tallies.refresh();
      return accepted(SUCCESS);
    }
    if (result !== 'call-unknown') return refused(failureOf(result));
  }
  return refused(failures.notInOutgoingCall);
};

/** The call that a client names; undefined when none of the agents that had it exists for the client. */
async function namedCall(
  id: number | undefined,
  rights: ClientRights | undefined,
  { calls }: Services,
): Promise<number | undefined> {
  if (id === undefined || rights === undefined || mayReachAll(rights)) return id;
  const asked = calls.agents({ kind: 'outgoing', id });
  const agents = await refusedAs(failures.scheduleInsertFailed, asked);
  return agents?.some((agent) => mayReach(rights, agent)) === true ? id : undefined;
}

/** Row of table `calls` of the call that an agent has. */
function outgoingCallOf(floor: FloorView, name: AgentName): number | undefined {
  const agent = floor.agents.get(name);
  const login = agent && loginOf(agent);
  const call = login?.call === undefined ? undefined : floor.calls.get(login.call);
  return call?.origin.kind === 'outgoing' ? call.rowId : undefined;
}

function failureOf(result: Exclude<CallAgainResult, 'scheduled' | 'call-unknown'>): Failure {
  switch (result) {
    case 'days-outside-campaign':
      return failures.datesOutsideCampaign;
    case 'times-outside-campaign':
      return failures.timesOutsideCampaign;
    case 'duplicate':
      return failures.duplicateSchedule;
  }
}
