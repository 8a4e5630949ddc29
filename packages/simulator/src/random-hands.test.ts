import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenInvariants } from './engine/invariants.js';
import { type Lab, lab } from './testing/lab.js';

const PHONES = ['101', '102', '104', '105', '412'];
const number = fc.nat(50);

/** What anybody can do to the PBX, picked at random. */
const deed = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 7000 }) }),
  fc.record({
    kind: fc.constant('customer calls' as const),
    exten: fc.constantFrom('9000', '8001', '102', '412', '666', '7', '720'),
  }),
  fc.record({ kind: fc.constant('hang up' as const), channel: number, remote: fc.boolean() }),
  fc.record({ kind: fc.constant('park' as const), channel: number, seconds: fc.constantFrom(3, 300) }),
  fc.record({
    kind: fc.constant('retrieve' as const),
    agent: fc.constantFrom('Local/412@agents', 'Local/101@from-internal', 'PJSIP/101', 'PJSIP/104'),
  }),
  fc.record({
    kind: fc.constant('log in' as const),
    phone: fc.constantFrom(...PHONES),
    agent: fc.constantFrom('412', '9000', '9008'),
  }),
  fc.record({
    kind: fc.constant('phone dials' as const),
    phone: fc.constantFrom(...PHONES),
    exten: fc.constantFrom('*11412', '*119001', '102', '701', '9000', '667'),
  }),
  fc.record({ kind: fc.constant('pick up' as const), phone: fc.constantFrom(...PHONES) }),
  fc.record({
    kind: fc.constant('set phone' as const),
    phone: fc.constantFrom(...PHONES),
    registered: fc.boolean(),
    answers: fc.constantFrom('auto' as const, 'manual' as const, 'rejects' as const),
  }),
  fc.record({
    kind: fc.constant('redirect' as const),
    channel: number,
    exten: fc.constantFrom('102', '9000', '104', '999'),
  }),
  fc.record({
    kind: fc.constant('send to agent' as const),
    channel: number,
    agent: fc.constantFrom('412', '9008', '7'),
  }),
  fc.record({
    kind: fc.constant('member' as const),
    add: fc.boolean(),
    queue: fc.constantFrom('8001', '9000'),
    phone: fc.constantFrom('101', '104'),
  }),
  fc.record({
    kind: fc.constant('pause' as const),
    paused: fc.boolean(),
    interface: fc.constantFrom('Local/412@agents', 'PJSIP/101'),
  }),
);

type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

describe('whatever anybody does', () => {
  it('leaves no channel without an owner and no bridge out of order', () => {
    fc.assert(
      fc.property(
        fc.array(deed, { maxLength: 60, size: 'max' }),
        fc.constantFrom('16' as const, '22' as const),
        (deeds, version) => {
          const simulated = lab({ version });
          const { pbx, clock, hands } = simulated;
          // Begin where things get interesting: an agent waits, a customer comes.
          simulated.place('PJSIP/412', '412@agent-login');
          clock.advance(8000);
          hands.customerCalls('9000');
          for (const one of deeds) {
            if (one.kind === 'wait') clock.advance(one.ms);
            else perform(simulated, one);
            expect(brokenInvariants(pbx)).toEqual([]);
          }
          // In the end everybody goes home.
          for (const channel of pbx.channels.all) pbx.kernel.run(() => pbx.hangup(channel));
          clock.advance(1000);
          expect(pbx.channels.all.map((channel) => channel.name)).toEqual([]);
          expect([...pbx.bridges].filter((bridge) => bridge.type === 'basic')).toEqual([]);
          expect(
            pbx.queues.all.flatMap((queue) => queue.members).filter((member) => member.rung || member.inCall),
          ).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  }, 30_000);
});

function perform({ pbx, hands, place }: Lab, one: Exclude<Deed, { kind: 'wait' }>): void {
  const pick = (n: number) => pbx.channels.all[n % Math.max(1, pbx.channels.size)];
  switch (one.kind) {
    case 'customer calls':
      hands.customerCalls(one.exten);
      return;
    case 'hang up': {
      const channel = pick(one.channel);
      if (channel) pbx.kernel.run(() => pbx.hangup(channel, { remote: one.remote }));
      return;
    }
    case 'park': {
      const channel = pick(one.channel);
      if (channel?.up) pbx.kernel.run(() => pbx.parking?.park(channel, one.seconds));
      return;
    }
    case 'retrieve': {
      const [call] = pbx.parking?.calls ?? [];
      if (call) place(one.agent, String(call.space));
      return;
    }
    case 'log in':
      place(`PJSIP/${one.phone}`, `${one.agent}@agent-login`);
      return;
    case 'phone dials':
      hands.phoneDials(one.phone, one.exten);
      return;
    case 'pick up':
      hands.phonePicksUp(one.phone);
      return;
    case 'set phone':
      hands.setPhone(one.phone, { registered: one.registered, answers: one.answers });
      return;
    case 'redirect':
    case 'send to agent': {
      const channel = pick(one.channel);
      if (channel === undefined || channel.progress !== undefined) return;
      const context = one.kind === 'redirect' ? 'from-internal' : 'agents';
      const exten = one.kind === 'redirect' ? one.exten : one.agent;
      pbx.kernel.run(() => pbx.redirect(channel, { context, exten, priority: 1 }));
      return;
    }
    case 'member':
      pbx.kernel.run(() => {
        if (one.add) pbx.queues.add(one.queue, { interface: `PJSIP/${one.phone}`, name: one.phone }, false);
        else pbx.queues.remove(one.queue, `PJSIP/${one.phone}`);
      });
      return;
    case 'pause':
      pbx.kernel.run(() => pbx.queues.pause(undefined, one.interface, one.paused, 'Break'));
  }
}
