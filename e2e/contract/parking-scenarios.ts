import { describe, it } from 'vitest';
import { gone, ringing } from '../backends/channels.js';
import { callbackAgentInQueue } from './callback-agent.js';
import { CALLBACK, type Stage, type StagedTalk } from './stage.js';

/** How long the lot keeps a call in {@link comebackScenarios}, Asterisk's seconds. */
export const HURRY_S = 2;

const JOINED = 'joined 8000: PJSIP/customer#1, number 5550171';
const CONNECTED = `connected to ${CALLBACK}: PJSIP/101#1`;
const AGAIN = `connected to ${CALLBACK}: PJSIP/101#2`;
const ABANDONED = [JOINED, 'gave up', 'ended'];
const RETRIEVED = ['retrieval accepted'];

type Tells = (call: readonly string[], answers?: readonly string[]) => Promise<void>;

function teller(stage: () => Stage): Tells {
  return (call, answers) =>
    stage().tells({
      ...(answers === undefined ? {} : { 'answer to call 1': answers }),
      'call 1': [JOINED, CONNECTED, ...call],
    });
}

/** Customers on hold whose agent's phone does not come, or whom somebody else takes. */
export function parkingScenarios(stage: () => Stage): void {
  describe('a callback agent with a customer on hold', () => {
    callbackAgentInQueue(stage);
    const tells = teller(stage);
    const park = async (): Promise<{ readonly talk: StagedTalk; readonly slot: string }> => {
      const talk = await stage().customerTalks('8000');
      const slot = await stage().park(talk, 1, CALLBACK);
      await gone(stage().backend, 'PJSIP/101');
      return { talk, slot };
    };

    it('does not answer its phone, and the customer is parked still (B-10)', async () => {
      const { talk } = await park();
      await stage().backend.phoneAnswers('101', 'never');
      stage().retrieve(CALLBACK, talk);
      await stage().next('retrieval-failed');
      await stage().backend.phoneAnswers('101', 'by-itself');
      stage().retrieve(CALLBACK, talk);
      await stage().next('call-connected', 2);
      await stage().backend.customerHangsUp();
      await tells(['parked: slot', 'retrieval failed', AGAIN, 'ended'], [...RETRIEVED, ...RETRIEVED]);
    });

    it('rings for a customer who hangs up meanwhile (B-01, B-09)', async () => {
      const { talk } = await park();
      await stage().backend.phoneAnswers('101', 'never');
      stage().retrieve(CALLBACK, talk);
      await ringing(stage().backend, 'PJSIP/101');
      await stage().backend.customerHangsUp();
      await tells(['parked: slot', 'ended'], RETRIEVED);
    });

    it('is called to a customer who is taken for one that waits behind a consultation', async () => {
      const { talk } = await park();
      stage().returnToCustomer({ ...talk, attempt: 1 });
      await stage().next('call-connected', 2);
      await stage().backend.customerHangsUp();
      await tells(['parked: slot', AGAIN, 'ended']);
    });

    it('is gone, and the customer waits in the queue again (B-14)', async () => {
      const { talk } = await park();
      await stage().backend.phoneAnswers('101', 'never');
      stage().redirect(talk, { kind: 'queue', queue: '8000' });
      await stage().next('caller-joined', 2);
      await stage().backend.customerHangsUp();
      await tells(['parked: slot', ...ABANDONED], ['redirect accepted']);
    });

    it('parks a customer who hangs up at once (B-08)', async () => {
      const talk = await stage().customerTalks('8000');
      stage().perform({ kind: 'park', call: talk.call, agent: CALLBACK, customer: talk.customer });
      await stage().backend.customerHangsUp();
      await stage().next('call-ended');
      // Whether Asterisk had parked it before is a matter of milliseconds.
      await stage().quiet(0);
    });
  });
}

/** A lot that has no time for the customer any more: the dial plan brings it to somebody. */
export function comebackScenarios(stage: () => Stage): void {
  describe('a customer whom our lot lets go', () => {
    callbackAgentInQueue(stage);
    const tells = teller(stage);
    const LET_GO = ['parked: slot', 'park expired, comes back'];

    it('has its agent again (B-01, B-11)', async () => {
      await stage().park(await stage().customerTalks('8000'), 1, CALLBACK);
      await stage().next('call-connected', 2);
      await stage().backend.customerHangsUp();
      await tells([...LET_GO, AGAIN, 'ended']);
    });

    it('waits in the queue again when the agent does not answer', async () => {
      const talk = await stage().customerTalks('8000');
      await stage().backend.phoneAnswers('101', 'never');
      await stage().park(talk, 1, CALLBACK);
      await stage().next('caller-joined', 2);
      await stage().backend.customerHangsUp();
      await tells([...LET_GO, ...ABANDONED]);
    });

    it('hangs up while the phone of the agent rings (B-16)', async () => {
      const talk = await stage().customerTalks('8000');
      await stage().backend.phoneAnswers('101', 'never');
      await stage().park(talk, 1, CALLBACK);
      await stage().next('park-expired');
      await ringing(stage().backend, 'PJSIP/101');
      await stage().backend.customerHangsUp();
      await tells([...LET_GO, 'ended']);
    });
  });
}

/** A stock Asterisk has the default lot alone, whose slots can be dialled. */
export function defaultLotScenarios(stage: () => Stage): void {
  describe('a customer in the default lot', () => {
    callbackAgentInQueue(stage);
    const tells = teller(stage);

    it('is held and taken back', async () => {
      const talk = await stage().customerTalks('8000');
      await stage().park(talk, 1, CALLBACK);
      stage().retrieve(CALLBACK, talk);
      await stage().next('call-connected', 2);
      await stage().backend.customerHangsUp();
      await tells(['parked: slot', AGAIN, 'ended'], RETRIEVED);
    });

    it('is taken by somebody who dials its slot (B-19)', async () => {
      const talk = await stage().customerTalks('8000');
      const slot = await stage().park(talk, 1, CALLBACK);
      await stage().backend.phoneDials('103', slot);
      await stage().next('parked-call-taken');
      await stage().backend.customerHangsUp();
      await tells(['parked: slot', 'taken by 103', 'ended']);
    });

    it('is taken by its agent, who dials its slot (B-05)', async () => {
      const talk = await stage().customerTalks('8000');
      const slot = await stage().park(talk, 1, CALLBACK);
      await gone(stage().backend, 'PJSIP/101');
      await stage().backend.phoneDials('101', slot);
      await stage().next('call-connected', 2);
      await stage().backend.customerHangsUp();
      await tells(['parked: slot', AGAIN, 'ended']);
    });
  });
}
