import { afterEach, beforeEach, expect, it } from 'vitest';
import { accepted } from '../messages/request-outcome.js';
import { definitionOf } from '../messages/requests.js';
import type { IncomingRequest } from '../session/server-session.js';
import { AGENT } from '../testing/examples/example.js';
import { FakeServer } from '../testing/fake-server.js';
import type { AgentHandle } from './agent-handle.js';
import { connect } from './eccp-client.js';

let server: FakeServer;

beforeEach(async () => {
  server = await FakeServer.listen();
});

afterEach(() => server.close());

const SCHEDULE = {
  dateInit: '2030-05-02',
  dateEnd: '2030-05-03',
  timeInit: '09:00:00',
  timeEnd: '12:00:00',
};
const FORMS = [{ id: 2, fields: [{ id: 7, value: 'interested' }] }];

it.each<readonly [string, (agent: AgentHandle) => Promise<unknown>, object]>([
  ['hold', (agent) => agent.hold(), {}],
  ['unhold', (agent) => agent.unhold(), {}],
  ['hangup', (agent) => agent.hangup(), {}],
  ['pauseagent', (agent) => agent.pause(4), { pauseType: 4 }],
  ['unpauseagent', (agent) => agent.unpause(), {}],
  ['pingagent', (agent) => agent.ping(), {}],
  ['transfercall', (agent) => agent.transfer('505'), { extension: '505' }],
  ['atxfercall', (agent) => agent.transferAttended('505'), { extension: '505' }],
  ['transfercallagent', (agent) => agent.transferToAgent('Agent/413'), { targetAgentNumber: 'Agent/413' }],
  [
    'schedulecall',
    (agent) => agent.schedule({ schedule: SCHEDULE, sameAgent: true, callId: 88 }),
    { schedule: SCHEDULE, sameAgent: true, callId: 88 },
  ],
  ['mixmonitormute', (agent) => agent.mute(), {}],
  ['mixmonitormute', (agent) => agent.mute(30), { timeout: 30 }],
  ['mixmonitorunmute', (agent) => agent.unmute(), {}],
  ['setcontact', (agent) => agent.setContact(51, 12), { callId: 51, contactId: 12 }],
  [
    'saveformdata',
    (agent) => agent.saveForms('outgoing', 88, FORMS),
    { campaignType: 'outgoing', callId: 88, forms: FORMS },
  ],
])('%s is sent for the agent, with its hash', async (name, act, args) => {
  const received: IncomingRequest[] = [];
  server.handler = (request) => {
    received.push(request);
    return accepted({});
  };
  await using client = await connect({ port: server.port, user: 'agentconsole', password: 'agentconsole' });
  expect(await act(client.agent(AGENT.agentNumber, '1234'))).toEqual(accepted({}));
  const [request] = received;
  expect(request?.name).toBe(name);
  expect(request && definitionOf(request.name).decodeArguments(request.command)).toEqual({
    ...AGENT,
    ...args,
  });
});

it('reads the variables of the channel', async () => {
  const reply = { clientChannel: 'SIP/carrier-1', variables: [{ label: 'CUSTOMER_ID', value: '7781' }] };
  server.handler = () => accepted(reply);
  await using client = await connect({ port: server.port, user: 'agentconsole', password: 'agentconsole' });
  expect(await client.agent(AGENT.agentNumber, '1234').channelVariables()).toEqual(accepted(reply));
});
