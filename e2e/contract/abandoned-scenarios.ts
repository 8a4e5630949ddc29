import { it } from 'vitest';
import { ringing } from '../backends/channels.js';
import { ACCEPTED, type Consultant, consulting, POOL } from './consultants.js';
import { CALLBACK, type Stage } from './stage.js';

const JOINED_BY_DIALPLAN = 'consultation abandoned, customer joined with the target';

/** Every ending in which the agent hangs up its phone; `out` is what is told of its login then. */
export function abandonedScenarios(
  stage: () => Stage,
  who: Consultant,
  out: Readonly<Record<string, readonly string[]>>,
): void {
  const START = [who.joined, who.connected];
  const tells = (call: readonly string[], answers: readonly string[] = ACCEPTED): Promise<void> =>
    stage().tells({ ...out, 'answer to call 1': answers, 'call 1': call });

  it('hangs up its phone while it talks to the target: that one has the customer', async () => {
    await consulting(stage(), who, '103');
    await stage().next('consultation-answered');
    await stage().backend.phoneHangsUp(who.phone);
    await stage().next('consultation-abandoned');
    await stage().backend.phoneHangsUp('103');
    await tells([...START, 'consultation answered', JOINED_BY_DIALPLAN, 'ended']);
  });

  it('hangs up its phone while the target rings: the customer waits and can be sent there', async () => {
    const consultation = await consulting(stage(), who, '104');
    await ringing(stage().backend, 'PJSIP/104');
    await stage().backend.phoneHangsUp(who.phone);
    await stage().next('consultation-abandoned');
    stage().redirect(consultation, { kind: 'extension', exten: '104' });
    await ringing(stage().backend, 'PJSIP/104');
    await stage().backend.customerHangsUp();
    await tells([...START, 'consultation abandoned', 'ended'], [...ACCEPTED, 'redirect accepted']);
  });

  it('hangs up its phone on the customer that it came back to', async () => {
    await consulting(stage(), who, '667');
    await stage().next('call-connected', 2);
    await stage().backend.phoneHangsUp(who.phone);
    // A Local channel stays between a pool agent and the customer: which of them went first is not to be seen.
    const parting = who === POOL ? [] : [`separated from ${CALLBACK}`];
    await tells([...START, 'consultation ended', who.connected, ...parting, 'ended']);
  });
}
