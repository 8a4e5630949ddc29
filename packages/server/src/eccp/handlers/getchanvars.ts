import { loginOf } from '@openeccp/core';
import { accepted, failures, refused, rejected } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.3 getchanvars */
export const getchanvars: Handler<'getchanvars'> = async ({ agent: name, services }) => {
  const agent = services.floor.agents.get(name);
  if (agent === undefined) return refused(failures.agentNotFound);
  const login = loginOf(agent);
  if (login === undefined) return refused(failures.agentNotLoggedIn);
  const call = login.call === undefined ? undefined : services.floor.calls.get(login.call);
  if (call === undefined) return refused(failures.agentNotInCall);
  const variables = await services.channelVariables(call.customer);
  if (variables === undefined) return rejected(failures.noAmiConnection);
  return accepted({
    clientChannel: call.customer.name,
    variables: variables.map((one) => ({ label: one.name, value: one.value })),
  });
};
