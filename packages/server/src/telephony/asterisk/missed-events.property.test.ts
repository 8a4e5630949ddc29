import { AmiClient } from '@openeccp/ami';
import { type CallId, parseAgentName } from '@openeccp/core';
import { type Simulator, startSimulator, VirtualClock } from '@openeccp/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONTEXTS } from './agent-interfaces.js';
import { AsteriskModel } from './asterisk-model.js';
import { missedEvents, type Sight } from './missed-events.js';
import { missedMemberships } from './missed-memberships.js';
import { adoptLists, queuesOf, readLists } from './snapshot.js';

const PHONES = ['101', '104', '412'];
const QUEUES = ['8001', '9000'];

const deed = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 7000 }) }),
  fc.record({ kind: fc.constant('customer calls' as const), exten: fc.constantFrom(...QUEUES, '102') }),
  fc.record({ kind: fc.constant('customer hangs up' as const) }),
  fc.record({ kind: fc.constant('phone hangs up' as const), phone: fc.constantFrom(...PHONES) }),
  fc.record({ kind: fc.constant('phone dials' as const), exten: fc.constantFrom('*11412', '701', '9000') }),
  fc.record({ kind: fc.constant('park' as const) }),
  fc.record({
    kind: fc.constant('retrieve' as const),
    agent: fc.constantFrom('Local/412@agents', 'PJSIP/101'),
  }),
  fc.record({
    kind: fc.constantFrom('QueueAdd' as const, 'QueueRemove' as const, 'QueuePause' as const),
    queue: fc.constantFrom(...QUEUES),
    paused: fc.boolean(),
  }),
);

type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

/** What one comparison has found. */
interface Comparison {
  /** Keys of what the first look showed of channels. */
  readonly doubts: readonly string[];
  /** Names of the events that were missed. */
  readonly mended: readonly string[];
}

const NOTHING: Comparison = { doubts: [], mended: [] };

/** A simulated Asterisk, and a model that hears only some of what it says. */
class HalfDeaf implements AsyncDisposable {
  readonly clock: VirtualClock = new VirtualClock();
  readonly simulator: Simulator;
  readonly client: AmiClient;
  readonly model: AsteriskModel;
  readonly #unsettled = new Set<CallId>();
  #heard = 0;

  private constructor(simulator: Simulator, clock: VirtualClock, loses: (nth: number) => boolean) {
    this.simulator = simulator;
    this.clock = clock;
    this.model = newModel((call) => this.#unsettled.add(call));
    this.client = new AmiClient({
      credentials: { username: 'openeccp', secret: 'openeccp' },
      peer: async () => simulator.connectInMemory(),
      onEvent: (event) => {
        if (!loses(this.#heard++)) this.model.apply(event);
      },
    });
  }

  static async start(version: '16' | '22', loses: (nth: number) => boolean): Promise<HalfDeaf> {
    const clock = new VirtualClock();
    const simulator = await startSimulator({ port: 'none', clock, version });
    const one = new HalfDeaf(simulator, clock, loses);
    await one.client.connect();
    await one.adopt(one.model);
    return one;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
    await this.simulator.close();
  }

  async perform(one: Deed): Promise<void> {
    const { hands, pbx } = this.simulator;
    switch (one.kind) {
      case 'wait':
        this.clock.advance(one.ms);
        break;
      case 'customer calls':
        hands.customerCalls(one.exten);
        break;
      case 'customer hangs up':
        hands.customerHangsUp();
        break;
      case 'phone hangs up':
        hands.agentPhoneHangsUp(one.phone);
        break;
      case 'phone dials':
        hands.phoneDials('412', one.exten);
        break;
      case 'park': {
        const customer = [...pbx.channels.ofDevice('PJSIP/customer')].find(({ bridge }) => bridge);
        if (customer !== undefined) await this.client.action('Park', [['Channel', customer.name]]);
        break;
      }
      case 'retrieve': {
        const [parked] = pbx.parking?.calls ?? [];
        if (parked === undefined) break;
        const target = { kind: 'extension', context: 'from-internal', exten: String(parked.space) } as const;
        await this.client.originate({ channel: one.agent, target });
        break;
      }
      default: {
        const fields = { Queue: one.queue, Interface: 'PJSIP/101', Paused: String(one.paused) };
        await this.client.action(one.kind, Object.entries(fields));
      }
    }
    this.clock.advance(100);
    await this.client.action('Ping');
  }

  /** Asterisk comes to rest, and so does what the model was going to ask again. */
  async rest(): Promise<void> {
    this.clock.advance(20_000);
    await this.client.action('Ping');
    this.settle();
  }

  settle(): void {
    for (const call of this.#unsettled) this.model.settle(call);
    this.#unsettled.clear();
  }

  /** Looks, looks closely where that was doubtful, and takes what both have shown, as the reconciler does. */
  async reconcile(): Promise<Comparison> {
    const { client, model } = this;
    const list = async (name: string, completeEvent: string) => {
      const answer = await client.list(name, [], { completeEvent });
      return answer.kind === 'list' ? answer.items : [];
    };
    const bridges = await list('BridgeList', 'BridgeListComplete');
    const holding = new Set(
      bridges.flatMap((bridge) =>
        bridge.get('BridgeTechnology') === 'holding_bridge' ? [bridge.get('BridgeUniqueid') ?? ''] : [],
      ),
    );
    const channels = await list('CoreShowChannels', 'CoreShowChannelsComplete');
    const agents = await list('Agents', 'AgentsComplete');
    const parked = await list('ParkedCalls', 'ParkedCallsComplete');
    const queues = await list('QueueStatus', 'QueueStatusComplete');
    const glance: Sight = {
      channels,
      agents: undefined,
      parked: model.callers.someIsParked ? parked : undefined,
      holding: undefined,
    };
    const doubts = new Set(missedEvents(model, glance, DEFAULT_CONTEXTS).map(({ key }) => key));
    if (doubts.size > 0) model.channels.hold(holding);
    const close: Sight = { channels, agents, parked, holding };
    const events = [
      ...missedEvents(model, close, DEFAULT_CONTEXTS).filter(({ key }) => doubts.has(key)),
      ...queuesOf(queues).flatMap((queue) => {
        const of = queues.filter((item) => item.get('Queue') === queue);
        return missedMemberships(model.memberships, queue, of, DEFAULT_CONTEXTS, () => undefined).events;
      }),
    ];
    for (const { event } of events) model.catchUp(event);
    this.settle();
    return { doubts: [...doubts], mended: events.map(({ event }) => event.name) };
  }

  /** Fills a model from lists, as after a connection. */
  async adopt(model: AsteriskModel): Promise<void> {
    const lists = await readLists(this.client, 'on', true);
    if (lists === undefined) throw new Error('the simulator did not list what it has');
    adoptLists(model, lists, DEFAULT_CONTEXTS);
  }
}

function newModel(lookAgain: (call: CallId) => void): AsteriskModel {
  const callback = parseAgentName('PJSIP/101');
  return new AsteriskModel(DEFAULT_CONTEXTS, (name) => name === callback, {
    hangUp: () => {},
    lookAgain,
    readRecording: () => {},
  });
}

/** What a model knows, to compare. */
function knowledge(model: AsteriskModel) {
  const queues = [...model.memberships.all].flatMap(([agent, of]) =>
    [...of].map(([queue, { paused, ringing }]) => `${agent} ${queue} ${paused} ${ringing}`),
  );
  return {
    channels: [...model.channels.all].map(({ uniqueid, name }) => `${uniqueid} ${name}`).sort(),
    bridges: [...model.channels.all].map((each) => model.channels.bridgeOf(each.uniqueid) ?? '').sort(),
    lines: [...model.lines.all].sort(),
    queues: queues.sort(),
    callers: [...model.callers.all]
      .flatMap(({ call, customer, slot }) => {
        // Whoever talks to somebody who is no agent is still its queue's to one model, nobody's to another.
        const isHeard = model.channels.bridgeOf(customer.uniqueid) !== undefined;
        const waits = model.callers.isWaiting(call) && !isHeard;
        const state = slot?.space ?? (waits ? 'waits' : model.callers.isAlone(call) ? '' : 'talks');
        // Who was sent out of its queue is no caller to one who has just come.
        return state === '' ? [] : [`${customer.name} ${state}`];
      })
      .sort(),
  };
}

describe('whichever events are lost', () => {
  it('two comparisons turn the model into what Asterisk is, and a third finds nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { minLength: 5, maxLength: 30, size: 'max' }),
        fc.infiniteStream(fc.boolean()),
        fc.constantFrom('16' as const, '22' as const),
        async (deeds, losses, version) => {
          const lost: boolean[] = [];
          await using half = await HalfDeaf.start(version, (nth) => {
            lost[nth] ??= losses.next().value;
            return lost[nth] === true;
          });
          half.simulator.hands.phoneDials('412', '*11412');
          half.clock.advance(8_000);
          for (const one of deeds) await half.perform(one);
          await half.rest();

          await half.reconcile();
          // That a caller has left a lot shows when it is known where it is.
          await half.reconcile();
          expect(await half.reconcile()).toEqual(NOTHING);
          const fresh = newModel(() => {});
          await half.adopt(fresh);
          // A parked caller of whom nothing was ever heard is nobody's, and stays so.
          const unknown = [...fresh.callers.all].filter(
            ({ customer, slot }) =>
              slot !== undefined && half.model.callers.ownerOf(customer.uniqueid) === undefined,
          );
          for (const { customer } of unknown) fresh.callerMoves.hungUp(customer.uniqueid);
          expect(knowledge(half.model)).toEqual(knowledge(fresh));
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('nothing is found where none was lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { minLength: 5, maxLength: 30, size: 'max' }),
        fc.constantFrom('16' as const, '22' as const),
        async (deeds, version) => {
          await using all = await HalfDeaf.start(version, () => false);
          all.simulator.hands.phoneDials('412', '*11412');
          all.clock.advance(8_000);
          for (const one of deeds) {
            await all.perform(one);
            // What has only just begun may still be under way.
            await all.rest();
            expect(await all.reconcile()).toEqual(NOTHING);
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});
