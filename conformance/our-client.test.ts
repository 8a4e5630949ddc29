import {
  type ArgumentsOf,
  agentHash,
  type EccpClient,
  ownRequests,
  type RequestName,
  requestNames,
} from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { answers, OUTGOING, place, queues } from '../packages/server/src/testing/outgoing-calls.js';
import { withCalls } from '../packages/server/src/testing/sample-calls.js';
import { SPRING } from '../packages/server/src/testing/sample-campaigns.js';
import { LUIS, ROSA, TestServer } from '../packages/server/src/testing/test-server.js';
import { observeForTest } from './test-observer.js';
import { Witness } from './witness.js';

const LUNCH = 4;
const SPRING_ID = { campaignType: 'outgoing', campaignId: SPRING.id } as const;

/** Our client, with every request that it has made. */
class Console {
  readonly client: EccpClient;
  /** It logs in before it is asked for anything, and out when it closes. */
  readonly asked: Set<RequestName> = new Set(['login', 'logout']);

  constructor(client: EccpClient) {
    this.client = client;
  }

  /** Asks for something that is granted. */
  async ask<Name extends RequestName>(name: Name, args: ArgumentsOf<Name>): Promise<void> {
    this.asked.add(name);
    expect(await this.client.request(name, args), name).toMatchObject({ kind: 'ok' });
  }
}

function proofOf(client: EccpClient, agent: string, password: string): ArgumentsOf<'hold'> {
  const { cookie } = client;
  if (cookie === undefined) throw new Error('not logged in');
  return { agentNumber: agent, agentHash: agentHash(cookie, agent, password) };
}

/** A day of Rosa, with every request that there is. */
async function everything(console: Console, server: TestServer): Promise<void> {
  const { asterisk } = server;
  const rosa = proofOf(console.client, ROSA, '1234');
  const luis = proofOf(console.client, LUIS, '');
  const both = { agentNumbers: [ROSA, LUIS] };
  const calls = (id: string): void => {
    asterisk.callerJoins(id);
    asterisk.connects(id, ROSA);
  };

  await console.ask('getrequestlist', {});
  await console.ask('filterbyagent', { agentNumber: 'any' });
  await console.ask('callprogress', { enable: true });
  await console.ask('getpauses', {});
  await console.ask('getagentstatus', { agentNumber: ROSA });
  await console.ask('getextensionstatus', { extension: 'PJSIP/412' });
  await console.ask('loginagent', { ...rosa, extension: '412', timeout: 900 });
  await console.ask('pingagent', rosa);
  await console.ask('pauseagent', { ...rosa, pauseType: LUNCH });
  await console.ask('getmultipleagentstatus', both);
  await console.ask('unpauseagent', rosa);
  await console.ask('getagentqueues', { agentNumber: ROSA });
  await console.ask('getmultipleagentqueues', both);
  await console.ask('getagentactivitysummary', {});
  await console.ask('refreshagents', {});
  await console.ask('dumpstatus', {});

  calls('c1');
  await console.ask('getchanvars', rosa);
  await console.ask('mixmonitormute', { ...rosa, timeout: 30 });
  await console.ask('mixmonitorunmute', rosa);
  await console.ask('hold', rosa);
  await console.ask('unhold', rosa);
  await console.ask('hangup', rosa);
  calls('c2');
  await console.ask('transfercall', { ...rosa, extension: '505' });
  calls('c3');
  await console.ask('atxfercall', { ...rosa, extension: '505' });
  await console.ask('hangup', rosa);
  await console.ask('loginagent', { ...luis, extension: '413' });
  calls('c4');
  await console.ask('transfercallagent', { ...rosa, targetAgentNumber: LUIS });
  asterisk.connects('c4', LUIS);
  asterisk.callEnds('c4');

  place(server);
  answers(server);
  queues(server);
  asterisk.connects(OUTGOING, ROSA);
  await console.ask('schedulecall', { ...rosa, newPhone: '5550133' });
  await console.ask('getcampaignstatus', SPRING_ID);
  await console.ask('getcallinfo', { ...SPRING_ID, callId: 88 });
  await console.ask('setcontact', { ...rosa, callId: 51, contactId: 12 });
  await console.ask('saveformdata', {
    ...rosa,
    campaignType: 'outgoing',
    callId: 88,
    forms: [{ id: 2, fields: [{ id: 7, value: 'interested' }] }],
  });
  await console.ask('getqueuescript', { queue: 9000 });
  await console.ask('getcampaignlist', {});
  await console.ask('getcampaigninfo', SPRING_ID);
  await console.ask('getcampaignqueuewait', SPRING_ID);
  await console.ask('getincomingqueuelist', {});
  await console.ask('getincomingqueuestatus', { queue: '9000' });
  await console.ask('campaignlog', { ...SPRING_ID, lastN: 100, idBefore: 0 });
  await console.ask('logoutagent', rosa);
  if (server.floor.settings.extended) {
    await console.ask('resumeevents', { since: undefined, snapshot: true });
  }
}

describe('our client against our server', () => {
  it.each([
    ['plain', false],
    ['extended', true],
  ])('understands every answer and every event: %s profile', async (_, extended) => {
    await using server = await TestServer.start({ settings: { extended } });
    withCalls(server);
    server.campaigns.campaigns = [SPRING];
    server.campaigns.queues = [{ id: 1, name: '9000', active: true }];
    server.campaigns.scripts = new Map([['9000', 'Good morning']]);
    server.asterisk.variables = [{ name: 'CUSTOMER_ID', value: '7781' }];
    const observer = observeForTest({ extended });
    const witness = await Witness.open(await server.listen(), ['agentconsole', 'agentconsole'], observer);
    const console = new Console(witness.client);
    await everything(console, server);
    await witness.close();
    const spoken = requestNames.filter((name) => extended || !ownRequests.has(name));
    expect([...console.asked].toSorted()).toEqual(spoken.toSorted());
  });
});
