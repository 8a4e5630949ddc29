import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { answered, ringing } from '../backends/channels.js';
import { abandonedScenarios } from './abandoned-scenarios.js';
import { callbackAgentInQueue } from './callback-agent.js';
import { ACCEPTED, type Consultant, consulting, PHONE, POOL } from './consultants.js';
import { AGENT, CALLBACK, type Stage, type StagedConsultation, type StagedTalk } from './stage.js';

/** Consultations of an agent whose line stays, and those with which it ends. */
export function poolConsultationScenarios(stage: () => Stage): void {
  describe('a pool agent on the line', () => {
    beforeAll(async () => {
      await stage().logIn();
      await stage().clear(1);
    });
    afterEach(() => stage().clear(1));
    afterAll(() => stage().clear());
    consultationScenarios(stage, POOL);

    it('hands its customer over to another agent', async () => {
      const consultation = await consulting(stage(), POOL, '101');
      await stage().next('consultation-answered');
      await handsOver(consultation);
    });

    it('hands its customer over to a queue, where an agent takes it', async () => {
      stage().joinQueues(['8001']);
      await stage().next('login-started');
      await stage().next('memberships');
      stage().log.clear();
      const consultation = await consulting(stage(), POOL, '8001');
      await answered(stage().backend, 'PJSIP/101');
      await handsOver(consultation);
      stage().perform({ kind: 'leave-queues', agent: CALLBACK, queues: ['8001'] });
      await stage().next('memberships');
    });

    async function handsOver(consultation: StagedConsultation): Promise<void> {
      stage().completeTransfer(consultation);
      await stage().next('call-connected', 2);
      await stage().backend.customerHangsUp();
      const met = `connected to ${CALLBACK}: PJSIP/101#1`;
      await stage().tells(
        {
          'answer to call 1': [...ACCEPTED, 'transfer accepted'],
          'call 1': [POOL.joined, POOL.connected, 'consultation answered', met, 'ended'],
        },
        1,
      );
    }
  });

  describe('a pool agent that loses its line', () => {
    beforeEach(async () => {
      await stage().logIn();
      stage().log.clear();
    });
    afterEach(() => stage().clear());
    abandonedScenarios(stage, POOL, { [AGENT]: ['out: PJSIP/412#1'] });
  });
}

/** Consultations of an agent who is called for each call. */
export function callbackConsultationScenarios(stage: () => Stage): void {
  describe('a callback agent in a queue', () => {
    callbackAgentInQueue(stage);
    consultationScenarios(stage, PHONE);
    abandonedScenarios(stage, PHONE, {});
  });
}

/** Every ending in which the agent is still there. */
function consultationScenarios(stage: () => Stage, who: Consultant): void {
  const { joined, connected, lines } = who;
  const START = [joined, connected];
  const BACK = ['consultation ended', connected];
  const tells = (call: readonly string[], answers: readonly string[] = ACCEPTED): Promise<void> =>
    stage().tells({ 'answer to call 1': answers, 'call 1': call }, lines);
  const consult = (target: string): Promise<StagedConsultation> => consulting(stage(), who, target);
  /** The agent has come back; the customer hangs up. */
  const back = async (): Promise<void> => {
    await stage().next('call-connected', 2);
    await stage().backend.customerHangsUp();
  };

  for (const [what, target] of [
    ['is busy', '667'],
    ['is out of order', '5911'],
    ['is not registered', '105'],
    ['does not answer', '104'],
  ] as const) {
    it(`has its customer back when the target ${what}`, async () => {
      await consult(target);
      await back();
      await tells([...START, ...BACK, 'ended']);
    });
  }

  it('has its customer back when the target refuses', async () => {
    await consult('104');
    await ringing(stage().backend, 'PJSIP/104');
    await stage().backend.phoneHangsUp('104');
    await back();
    await tells([...START, ...BACK, 'ended']);
  });

  it('has its customer back when the target hangs up', async () => {
    await consult('103');
    await stage().next('consultation-answered');
    await stage().backend.phoneHangsUp('103');
    await back();
    await tells([...START, 'consultation answered', ...BACK, 'ended']);
  });

  it('keeps its customer when there is no such number', async () => {
    await consult('3333');
    await stage().next('consultation-started');
    await stage().backend.customerHangsUp();
    const answer = 'consultation refused: the dial plan has no 3333 in from-internal';
    await tells([...START, 'ended'], [answer]);
  });

  it('thinks better of it while the target rings', async () => {
    const consultation = await consult('104');
    await ringing(stage().backend, 'PJSIP/104');
    stage().endConsultation(consultation);
    await back();
    await tells([...START, ...BACK, 'ended']);
  });

  it('thinks better of it at once', async () => {
    stage().endConsultation(await consult('104'));
    await back();
    await tells([...START, ...BACK, 'ended']);
  });

  it('thinks better of it while it talks to the target', async () => {
    const consultation = await consult('103');
    await stage().next('consultation-answered');
    stage().endConsultation(consultation);
    await back();
    await tells([...START, 'consultation answered', ...BACK, 'ended']);
  });

  it('hands its customer over, and the target hangs up in the end', async () => {
    const consultation = await consult('103');
    await stage().next('consultation-answered');
    stage().completeTransfer(consultation);
    await stage().next('transfer-answered');
    await stage().backend.phoneHangsUp('103');
    await tells([...START, 'consultation answered', 'ended'], [...ACCEPTED, 'transfer accepted']);
  });

  it('hands its customer over, and that one hangs up in the end', async () => {
    const consultation = await consult('103');
    await stage().next('consultation-answered');
    stage().completeTransfer(consultation);
    await stage().next('transfer-answered');
    await stage().backend.customerHangsUp();
    await tells([...START, 'consultation answered', 'ended'], [...ACCEPTED, 'transfer accepted']);
  });

  it('loses a customer who hangs up while the target rings', async () => {
    const consultation = await consult('104');
    await ringing(stage().backend, 'PJSIP/104');
    await stage().backend.customerHangsUp();
    await stage().next('call-ended');
    stage().endConsultation(consultation);
    await tells([...START, 'ended']);
  });

  it('loses a customer who hangs up while it talks to the target', async () => {
    const consultation = await consult('103');
    await stage().next('consultation-answered');
    await stage().backend.customerHangsUp();
    await stage().next('call-ended');
    stage().endConsultation(consultation);
    await tells([...START, 'consultation answered', 'ended']);
  });

  it('loses its customer, and the target hangs up', async () => {
    await consult('103');
    await stage().next('consultation-answered');
    await stage().backend.customerHangsUp();
    await stage().next('call-ended');
    await stage().backend.phoneHangsUp('103');
    await tells([...START, 'consultation answered', 'ended']);
  });

  it('consults two, one after the other, and hands over to the second', async () => {
    const first = await consult('667');
    await stage().next('call-connected', 2);
    const second = stage().consult(first, '103');
    await stage().next('consultation-answered');
    stage().completeTransfer(second);
    await stage().next('transfer-answered');
    await stage().backend.customerHangsUp();
    await tells(
      [...START, ...BACK, 'consultation answered', 'ended'],
      [...ACCEPTED, ...ACCEPTED, 'transfer accepted'],
    );
  });

  it('is not called to a customer whom it has back already', async () => {
    const consultation = await consult('667');
    await stage().next('call-connected', 2);
    stage().returnToCustomer(consultation);
    await stage().backend.customerHangsUp();
    await tells([...START, ...BACK, 'ended']);
  });

  it('holds the customer that it came back to', async () => {
    const talk: StagedTalk = await consult('667');
    await stage().next('call-connected', 2);
    await stage().park(talk);
    await stage().backend.customerHangsUp();
    await tells([...START, ...BACK, 'parked: slot', 'ended']);
  });

  it('ends the call that it came back to', async () => {
    const { customer } = await consult('667');
    await stage().next('call-connected', 2);
    stage().hangUp(customer);
    await stage().tells(
      {
        'answer to call 1': ACCEPTED,
        'answer to hang-up': ['hang-up accepted'],
        'call 1': [...START, ...BACK, 'ended'],
      },
      lines,
    );
  });
}
