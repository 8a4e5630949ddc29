import { type AgentName, type Destination, parseAgentName } from '@openeccp/core';
import { describe, it } from 'vitest';
import { answered, ringing } from '../backends/channels.js';
import { callbackAgentInQueue } from './callback-agent.js';
import { AGENT, CALLBACK, type Stage, type StagedTalk } from './stage.js';

const JOINED = 'joined 8000: PJSIP/customer#1, number 5550171';
const CONNECTED = `connected to ${CALLBACK}: PJSIP/101#1`;
const AGAIN = `connected to ${CALLBACK}: PJSIP/101#2`;
const ACCEPTED = ['redirect accepted'];

/** Customers that their agent, the callback agent 101, sends elsewhere. */
export function transferScenarios(stage: () => Stage): void {
  describe('a callback agent that gives its customer away', () => scenarios(stage));
}

function scenarios(stage: () => Stage): void {
  callbackAgentInQueue(stage);
  const tells = (call: readonly string[], answers: readonly string[] = ACCEPTED): Promise<void> =>
    stage().tells({ 'answer to call 1': answers, 'call 1': [JOINED, CONNECTED, ...call] });
  const send = async (to: Destination): Promise<StagedTalk> => {
    const talk = await stage().customerTalks('8000');
    stage().redirect(talk, to);
    await stage().next('redirect-answered');
    return talk;
  };

  describe('sends its customer to an extension: the customer', () => {
    it('talks to whoever answers', async () => {
      await send({ kind: 'extension', exten: '103' });
      await answered(stage().backend, 'PJSIP/103');
      await stage().backend.phoneHangsUp('103');
      await tells(['ended']);
    });

    it('stays with its agent when there is none', async () => {
      await send({ kind: 'extension', exten: '3333' });
      await stage().backend.phoneHangsUp('101');
      await tells([`separated from ${CALLBACK}`, 'ended'], ['redirect refused']);
    });

    it('waits in the queue that it is', async () => {
      await send({ kind: 'extension', exten: '8001' });
      await stage().next('caller-joined', 2);
      await stage().backend.customerHangsUp();
      await tells(['joined 8001: PJSIP/customer#1, number 5550171', 'gave up', 'ended']);
    });

    it('is taken out of the parking lot for it', async () => {
      const talk = await stage().customerTalks('8000');
      await stage().park(talk);
      stage().redirect(talk, { kind: 'extension', exten: '103' });
      await answered(stage().backend, 'PJSIP/103');
      await stage().backend.customerHangsUp();
      await tells(['parked: slot', 'ended']);
    });
  });

  describe('sends its customer to another: the customer', () => {
    const pool = (name: AgentName): Destination => ({
      kind: 'agent',
      agent: name,
      extension: { number: '412', dial: 'PJSIP/412' },
    });
    const callback: Destination = {
      kind: 'agent',
      agent: CALLBACK,
      extension: { number: '101', dial: 'PJSIP/101' },
    };

    for (const [what, ready] of [
      ['talks to a pool agent', () => stage().untilIdle('412')],
      ['waits for a pool agent that has just logged in', () => Promise.resolve()],
    ] as const) {
      it(what, async () => {
        const talk = await stage().customerTalks('8000');
        await stage().logIn();
        await ready();
        stage().redirect(talk, pool(AGENT));
        await stage().next('call-connected', 2);
        await stage().backend.phoneHangsUp('412');
        const meets = [`connected to ${AGENT}: PJSIP/412#1`, `separated from ${AGENT}`];
        await stage().tells({
          [`answer to ${AGENT}`]: ['login accepted'],
          [AGENT]: ['phone answered: PJSIP/412#1', 'in: PJSIP/412#1', 'out: PJSIP/412#1'],
          'answer to call 1': ACCEPTED,
          'call 1': [JOINED, CONNECTED, ...meets, 'ended'],
        });
      });
    }

    it('goes back to its queue when a pool agent is not there', async () => {
      await send(pool(agentName('Agent/9001')));
      await stage().next('call-connected', 2);
      await stage().backend.customerHangsUp();
      await tells([JOINED, AGAIN, 'ended']);
    });

    it('talks to a callback agent', async () => {
      const talk = await stage().customerTalks('8000');
      const consultation = stage().consult(talk, '104');
      await ringing(stage().backend, 'PJSIP/104');
      await stage().backend.phoneHangsUp('101');
      await stage().next('consultation-abandoned');
      stage().redirect(consultation, callback);
      await stage().next('call-connected', 2);
      await stage().backend.customerHangsUp();
      await tells(['consultation abandoned', AGAIN, 'ended'], ['consultation accepted', ...ACCEPTED]);
    });

    it('goes back to its queue when a callback agent does not answer', async () => {
      const talk = await stage().customerTalks('8000');
      const consultation = stage().consult(talk, '104');
      await ringing(stage().backend, 'PJSIP/104');
      await stage().backend.phoneHangsUp('101');
      await stage().next('consultation-abandoned');
      await stage().backend.phoneAnswers('101', 'never');
      stage().redirect(consultation, callback);
      await stage().next('caller-joined', 2);
      await stage().backend.customerHangsUp();
      await tells(
        ['consultation abandoned', JOINED, 'gave up', 'ended'],
        ['consultation accepted', ...ACCEPTED],
      );
    });

    it('stays where it is when the agent is in a call', async () => {
      await send(callback);
      await stage().backend.customerHangsUp();
      await tells(['ended'], ['redirect device-busy']);
    });
  });

  describe('leaves its customer alone: the customer', () => {
    const alone = async () => {
      const consultation = stage().consult(await stage().customerTalks('8000'), '104');
      await ringing(stage().backend, 'PJSIP/104');
      await stage().backend.phoneHangsUp('101');
      await stage().next('consultation-abandoned');
      return consultation;
    };
    const ANSWERS = ['consultation accepted'];

    it('has its agent back', async () => {
      stage().returnToCustomer(await alone());
      await stage().next('call-connected', 2);
      await stage().backend.customerHangsUp();
      await tells(['consultation abandoned', AGAIN, 'ended'], ANSWERS);
    });

    it('goes back to its queue when the agent does not answer', async () => {
      const consultation = await alone();
      await stage().backend.phoneAnswers('101', 'never');
      stage().returnToCustomer(consultation);
      await stage().next('return-failed');
      stage().redirect(consultation, { kind: 'queue', queue: '8000' });
      await stage().next('caller-joined', 2);
      await stage().backend.customerHangsUp();
      await tells(
        ['consultation abandoned', 'return failed', JOINED, 'gave up', 'ended'],
        [...ANSWERS, ...ACCEPTED],
      );
    });

    it('hangs up', async () => {
      await alone();
      await stage().backend.customerHangsUp();
      await tells(['consultation abandoned', 'ended'], ANSWERS);
    });
  });
}

function agentName(text: string): AgentName {
  const name = parseAgentName(text);
  if (name === undefined) throw new Error(`${text} is no agent`);
  return name;
}
