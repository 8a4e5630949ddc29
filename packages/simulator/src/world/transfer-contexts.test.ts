import { beforeEach, describe, expect, it } from 'vitest';
import { originate } from '../apps/originate.js';
import type { Channel } from '../engine/channel.js';
import { brokenInvariants } from '../engine/invariants.js';
import { type Lab, loggedIn, talking } from '../testing/lab.js';

/** Whom a channel hears through Local channels that stay. */
function partner(channel: Channel): string | undefined {
  const peer = channel.bridge?.peerOf(channel);
  const beyond = peer?.pair?.partnerOf(peer);
  return beyond === undefined ? peer?.device : partner(beyond);
}

describe('a consultation of a pool agent', () => {
  let lab: Lab;
  beforeEach(() => {
    lab = talking();
  });

  const customer = (): Channel => lab.channel('PJSIP/customer');
  const consult = (target: string): void => {
    lab.act((pbx) => pbx.redirect(customer(), { context: 'openeccp-hold', exten: '8001', priority: 1 }));
    lab.act((pbx) =>
      originate(
        pbx,
        {
          device: 'Local/412@openeccp-agent/n',
          target: { kind: 'extension', context: 'openeccp-consult', exten: target, priority: 1 },
          caller: { number: '', name: '' },
          timeoutMs: 30_000,
          variables: [
            ['_OPENECCP_CUSTOMER', customer().name],
            ['OPENECCP_DIAL', `Local/${target}@from-internal/n`],
            ['OPENECCP_RING', '10'],
          ],
          actionId: undefined,
        },
        () => {},
      ),
    );
    lab.clock.advance(1_000);
  };
  const nothingLeft = (): void => {
    lab.clock.advance(1_000);
    expect(lab.pbx.channels.all.map(({ device }) => device)).toEqual(['PJSIP/412']);
    expect(brokenInvariants(lab.pbx)).toEqual([]);
  };

  it('lets the customer wait while agent and target talk', () => {
    consult('103');
    expect(customer().bridge?.type).toBe('wait');
    expect(partner(lab.channel('PJSIP/412'))).toBe('PJSIP/103');
    expect(brokenInvariants(lab.pbx)).toEqual([]);
  });

  for (const [what, target] of [
    ['is busy', '667'],
    ['is out of order', '5911'],
    ['is not registered', '105'],
    ['does not exist', '3333'],
  ] as const) {
    it(`brings the agent back when the target ${what}`, () => {
      consult(target);
      expect(partner(lab.channel('PJSIP/412'))).toBe('PJSIP/customer');
      lab.hands.customerHangsUp();
      nothingLeft();
    });
  }

  it('brings the agent back when the target does not answer', () => {
    consult('104');
    expect(customer().bridge?.type).toBe('wait');
    lab.clock.advance(10_000);
    expect(partner(lab.channel('PJSIP/412'))).toBe('PJSIP/customer');
    lab.hands.customerHangsUp();
    nothingLeft();
  });

  it('brings the agent back when the target leaves', () => {
    consult('103');
    lab.hands.agentPhoneHangsUp('103');
    lab.clock.advance(10);
    expect(partner(lab.channel('PJSIP/412'))).toBe('PJSIP/customer');
    lab.hands.customerHangsUp();
    nothingLeft();
  });

  it('leaves the target to the customer when the agent is taken out of it', () => {
    consult('103');
    lab.act((pbx) => pbx.hangup(lab.channel('Local/412@openeccp-agent')));
    lab.clock.advance(10);
    expect(partner(lab.channel('PJSIP/103'))).toBe('PJSIP/customer');
    expect(lab.pbx.agents.find('412')?.phase).toBe('idle');
    lab.hands.agentPhoneHangsUp('103');
    nothingLeft();
  });

  it('ends without the customer when that one has hung up', () => {
    consult('103');
    lab.hands.customerHangsUp();
    lab.hands.agentPhoneHangsUp('103');
    nothingLeft();
  });
});

describe('a customer who is sent to an agent', () => {
  const send = (lab: Lab, dial: string): void => {
    lab.place('PJSIP/customer', '*97');
    lab.clock.advance(100);
    lab.act((pbx) => {
      const customer = lab.channel('PJSIP/customer');
      pbx.setVariable(customer, 'OPENECCP_DIAL', dial);
      pbx.redirect(customer, { context: 'openeccp-transfer', exten: '8000', priority: 1 });
    });
    lab.clock.advance(1_000);
  };

  it('talks to it', () => {
    const lab = loggedIn();
    send(lab, 'Local/412@openeccp-agent');
    expect(partner(lab.channel('PJSIP/customer'))).toBe('PJSIP/412');
    expect(brokenInvariants(lab.pbx)).toEqual([]);
  });

  it('waits for it while it may not be called yet', () => {
    const lab = loggedIn();
    lab.act((pbx) =>
      pbx.redirect(lab.channel('PJSIP/412'), { context: 'agent-login', exten: '412', priority: 1 }),
    );
    lab.clock.advance(2_000);
    send(lab, 'Local/412@openeccp-agent');
    expect(partner(lab.channel('PJSIP/customer'))).toBeUndefined();
    lab.clock.advance(5_000);
    expect(partner(lab.channel('PJSIP/customer'))).toBe('PJSIP/412');
  });

  it('goes back to its queue when it is not there', () => {
    const lab = loggedIn();
    send(lab, 'Local/9001@openeccp-agent');
    expect(lab.channel('PJSIP/customer').application).toBe('Queue');
    expect(lab.channel('PJSIP/customer').point).toEqual({
      context: 'openeccp-transfer',
      exten: '8000',
      priority: 3,
    });
  });
});
