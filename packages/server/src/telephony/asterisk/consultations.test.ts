import type { AgentName, CallId } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { CALLBACK_AGENT, factText, type ModelBench, modelBench, POOL_AGENT } from './testing/model-bench.js';

type Leg = Readonly<Record<'Uniqueid' | 'Channel', string>>;

const CALL = 'customer' as CallId;
const CUSTOMER: Leg = { Uniqueid: 'customer', Channel: 'PJSIP/customer-00000002' };
const LINE: Leg = { Uniqueid: 'line', Channel: 'PJSIP/412-00000001' };
const ONE: Leg = { Uniqueid: 'one', Channel: 'Local/412@openeccp-agent-00000003;1' };
const TWO: Leg = { Uniqueid: 'two', Channel: 'Local/412@openeccp-agent-00000003;2' };
const PHONE: Leg = { Uniqueid: 'phone', Channel: 'PJSIP/101-00000004' };
const TARGET: Leg = { Uniqueid: 'target', Channel: 'Local/103@from-internal-00000005;1' };

/** An agent that consults somebody, step by step; each step answers with what is told. */
class Consulting {
  readonly bench: ModelBench = modelBench();
  readonly leg: Leg;
  readonly #agent: AgentName;

  constructor(agent: AgentName) {
    this.#agent = agent;
    const inPool = agent === POOL_AGENT;
    this.leg = inPool ? ONE : PHONE;
    const line = inPool ? LINE : PHONE;
    for (const channel of [CUSTOMER, line]) this.bench.event('Newchannel', channel);
    if (inPool) this.bench.event('AgentLogin', { ...LINE, Agent: '412' });
    this.bench.event('QueueCallerJoin', { ...CUSTOMER, Queue: '9000', CallerIDNum: '5550171' });
    this.enter(CUSTOMER, 'talk');
    this.enter(line, 'talk');
    this.model.callerMoves.depart(CALL);
    const order = { call: CALL, attempt: 1, agent: this.#agent, leg: this.leg.Uniqueid };
    this.model.consultations.begin(order);
    this.leave(line, 'talk');
    this.leave(CUSTOMER, 'talk');
  }

  get model() {
    return this.bench.model;
  }

  accepted(): readonly string[] {
    return this.model.consultations.accept(this.leg.Uniqueid).map(factText);
  }

  /** The target is called. */
  calls(): this {
    this.accepted();
    if (this.leg === ONE) {
      for (const channel of [ONE, TWO]) this.bench.event('Newchannel', channel);
      this.enter(TWO, 'agent');
      this.enter(LINE, 'agent');
    }
    this.bench.event('Newchannel', TARGET);
    this.dials();
    return this;
  }

  dials(): void {
    const { Uniqueid, Channel } = TARGET;
    this.bench.event('DialBegin', { ...this.leg, DestUniqueid: Uniqueid, DestChannel: Channel });
  }

  answers(): readonly string[] {
    return [...this.enter(TARGET, 'consult'), ...this.enter(this.leg, 'consult')];
  }

  enter(channel: Leg, bridge: string): readonly string[] {
    return this.bench.event('BridgeEnter', { ...channel, BridgeUniqueid: bridge });
  }

  leave(channel: Leg, bridge: string): readonly string[] {
    return this.bench.event('BridgeLeave', { ...channel, BridgeUniqueid: bridge });
  }

  ends(channel: Leg): readonly string[] {
    return this.bench.event('Hangup', channel);
  }

  complete(): string | undefined {
    return this.model.consultations.complete(CALL, 1)?.name;
  }

  cancel(): string | undefined {
    return this.model.consultations.cancel(CALL, 1)?.name;
  }

  /** The connection is lost, and these are there when it is back, each in its bridge. */
  reconnects(
    ...present: readonly (readonly [channel: Leg, bridge: string | undefined])[]
  ): readonly string[] {
    this.model.reset();
    for (const [{ Uniqueid, Channel }, bridge] of present) {
      const where = bridge === undefined ? undefined : { id: bridge, holding: false };
      this.model.channels.adopt({ uniqueid: Uniqueid, name: Channel }, where);
    }
    const customer = { uniqueid: 'customer', name: CUSTOMER.Channel };
    this.model.callers.clear();
    this.model.callerMoves.adopt({ call: CALL, customer, queue: '9000', phone: '', slot: undefined }, false);
    return this.model.consultations.restore().map(factText);
  }
}

const ANSWERED = 'consultation-answered';
const ENDED = 'consultation-ended';
const ABANDONED = 'consultation-abandoned alone';
const JOINED = 'consultation-abandoned joined';

describe('a consultation that Asterisk does not accept', () => {
  it('tells nothing of what happens meanwhile', () => {
    const consulting = new Consulting(CALLBACK_AGENT);
    expect(consulting.ends(PHONE)).toEqual([]);
    consulting.model.consultations.drop('phone');
    expect(consulting.model.callerMoves.stay(CALL).map(factText)).toEqual(['call-separated PJSIP/101']);
    expect(consulting.model.callerMoves.stay(CALL)).toEqual([]);
  });
});

describe('a consultation that comes too late', () => {
  it('tells of the park that was before it, once more', () => {
    const { bench, model } = new Consulting(CALLBACK_AGENT);
    bench.event('ParkedCall', { ParkeeUniqueid: 'customer', ParkingSpace: '701' });
    model.consultations.drop('phone');
    expect(model.callerMoves.stay(CALL)).toEqual([
      { kind: 'call-parked', call: CALL, slot: '701', ours: false },
    ]);
    expect(model.callerMoves.stay(CALL)).toEqual([]);
  });
});

describe.each([
  ['pool', POOL_AGENT],
  ['callback', CALLBACK_AGENT],
] as const)('a consultation of a %s agent', (_, agent) => {
  const consulting = (): Consulting => new Consulting(agent).calls();
  const talking = (): Consulting => {
    const it = consulting();
    expect(it.answers()).toEqual([ANSWERED]);
    return it;
  };

  it('is no news of the call that it interrupts', () => {
    const one = talking();
    expect([one.bench.settle(), one.model.consultations.size]).toEqual([[], 1]);
  });

  it('cancelled before anybody was dialled ends as soon as somebody is', () => {
    const one = new Consulting(agent);
    one.accepted();
    expect(one.cancel()).toBeUndefined();
    one.calls();
    expect(one.bench.unwanted).toEqual([{ uniqueid: 'target', name: TARGET.Channel }]);
  });

  it('cancelled when the customer hung up ends as soon as somebody answers, were the dialling missed or not', () => {
    const one = new Consulting(agent);
    one.accepted();
    one.ends(CUSTOMER);
    one.cancel();
    for (const channel of agent === POOL_AGENT ? [ONE, TARGET] : [TARGET])
      one.bench.event('Newchannel', channel);
    one.answers();
    expect(one.bench.unwanted).toEqual([{ uniqueid: 'target', name: TARGET.Channel }]);
  });

  it('that was cancelled is not completed, and one that is completed not cancelled', () => {
    const cancelled = talking();
    expect(cancelled.cancel()).toBe(TARGET.Channel);
    expect(cancelled.complete()).toBeUndefined();
    const completed = talking();
    expect(completed.complete()).toBe(completed.leg.Channel);
    expect(completed.cancel()).toBeUndefined();
    completed.ends(CUSTOMER);
    expect(completed.cancel()).toBe(TARGET.Channel);
  });

  it('is not completed without a target', () => {
    const one = new Consulting(agent);
    one.accepted();
    expect(one.complete()).toBeUndefined();
    expect(talking().model.consultations.complete(CALL, 2)).toBeUndefined();
  });

  it('completed: customer and target are in one bridge', () => {
    const one = talking();
    one.complete();
    expect(one.ends(one.leg)).toEqual([]);
    one.enter(CUSTOMER, 'transfer');
    expect(one.enter(TARGET, 'transfer')).toEqual(['transfer-answered']);
    expect(one.model.consultations.size).toBe(0);
  });

  it('completed in the millisecond in which the target hangs up: the agent is to come back', () => {
    const one = talking();
    one.complete();
    expect(one.ends(one.leg)).toEqual([]);
    expect(one.ends(TARGET)).toEqual([ENDED]);
    expect([one.model.consultations.size, one.model.consultations.comesBack(CALL)]).toEqual([0, false]);
  });

  it('the target is gone: the agent comes back, which is told once', () => {
    const one = talking();
    expect(one.ends(TARGET)).toEqual([ENDED]);
    expect(one.model.consultations.comesBack(CALL)).toBe(true);
    one.enter(CUSTOMER, 'back');
    const line = agent === POOL_AGENT ? LINE : PHONE;
    expect(one.enter(one.leg, 'back')).toEqual([`call-connected ${agent} ${line.Channel}`]);
    expect(one.model.consultations.size).toBe(0);
  });

  it('the agent is back before the end of the target was heard of: first the one, then the other', () => {
    const one = talking();
    one.enter(CUSTOMER, 'back');
    expect(one.enter(one.leg, 'back')[0]).toBe(ENDED);
  });

  it('the agent’s leg is hung up on while the target rings: that it stopped ringing is no news', () => {
    const one = consulting();
    one.bench.event('HangupRequest', one.leg);
    if (agent === POOL_AGENT) one.bench.event('HangupRequest', LINE);
    expect(one.ends(TARGET)).toEqual([ABANDONED]);
    expect(one.ends(one.leg).filter((fact) => fact.startsWith('consult'))).toEqual([]);
  });

  it('the customer hangs up: nothing more is told', () => {
    const one = talking();
    expect(one.ends(CUSTOMER)).toEqual(['call-ended']);
    expect([one.ends(TARGET), one.ends(one.leg).filter((fact) => fact.startsWith('consult'))]).toEqual([
      [],
      [],
    ]);
    expect(one.model.consultations.size).toBe(0);
  });

  it.each([
    ['the target rings on', consulting, [CUSTOMER, TARGET], undefined, []],
    ['the target has answered', consulting, [CUSTOMER], 'consult', [ANSWERED]],
    ['they still talk', talking, [CUSTOMER], 'consult', []],
    ['the target has left', talking, [CUSTOMER], undefined, [ENDED]],
  ] as const)('after a reconnect %s', (_what, arrange, others, bridge, told) => {
    const one = arrange();
    const together = bridge === undefined ? [] : [[TARGET, bridge] as const];
    const rest = others.map((channel) => [channel, undefined] as const);
    expect(one.reconnects([one.leg, bridge], ...together, ...rest)).toEqual(told);
  });

  it('whose target was dialled while nobody listened knows it when it answers', () => {
    const one = new Consulting(agent);
    one.accepted();
    expect(one.reconnects([one.leg, undefined], [CUSTOMER, undefined], [TARGET, undefined])).toEqual([]);
    expect(one.answers()).toEqual([ANSWERED]);
    expect(one.cancel()).toBe(TARGET.Channel);
  });

  it('cancelled while nobody listened hangs up the target as soon as it answers', () => {
    const one = new Consulting(agent);
    one.accepted();
    one.reconnects([one.leg, undefined], [CUSTOMER, undefined], [TARGET, undefined]);
    expect(one.cancel()).toBeUndefined();
    one.answers();
    expect(one.bench.unwanted).toEqual([{ uniqueid: 'target', name: TARGET.Channel }]);
  });

  it('after a reconnect customer and target talk', () => {
    expect(talking().reconnects([CUSTOMER, 'b'], [TARGET, 'b'])).toEqual([JOINED]);
  });

  it('after a reconnect the customer is alone', () => {
    expect(talking().reconnects([CUSTOMER, undefined])).toEqual([ABANDONED]);
  });
});

describe('the leg of a pool agent', () => {
  it('does not come about: the agent is there to be called again, or not', () => {
    const there = new Consulting(POOL_AGENT);
    there.accepted();
    expect(there.model.consultations.failed('one').map(factText)).toEqual([ENDED]);
    const gone = new Consulting(POOL_AGENT);
    gone.accepted();
    gone.bench.event('AgentLogoff', { ...LINE, Agent: '412' });
    expect(gone.model.consultations.failed('one').map(factText)).toEqual([ABANDONED]);
  });

  it('ends because its line is to end, which is told of only later: the agent does not come back', () => {
    const one = new Consulting(POOL_AGENT).calls();
    one.model.channels.end(LINE.Uniqueid, 'anybody');
    one.bench.event('HangupRequest', ONE);
    expect(one.ends(TARGET)).toEqual([ABANDONED]);
  });

  it('ends on its way back', () => {
    const one = new Consulting(POOL_AGENT).calls();
    expect(one.ends(TARGET)).toEqual([ENDED]);
    expect(one.ends(ONE)).toEqual(['return-failed']);
  });
});

describe('a leg that a server before this one has left', () => {
  const leg = { Uniqueid: 'consult-1-customer', Channel: 'Local/412@openeccp-agent-00000007;1' };
  const twin = { Uniqueid: 'consult-1-customer;2', Channel: 'Local/412@openeccp-agent-00000007;2' };

  it('is hung up when its customer is gone, and left alone while that is there', () => {
    const { model, unwanted, event } = modelBench();
    for (const channel of [leg, twin, CUSTOMER]) event('Newchannel', channel);
    model.consultations.restore();
    expect(unwanted).toEqual([]);
    event('Hangup', CUSTOMER);
    model.consultations.restore();
    expect(unwanted).toEqual([{ uniqueid: leg.Uniqueid, name: leg.Channel }]);
  });
});

describe('a customer who hangs up in the millisecond in which it is joined', () => {
  it('is hung up on, for nobody else would', () => {
    const one = new Consulting(POOL_AGENT).calls();
    one.bench.event('HangupRequest', CUSTOMER);
    expect(one.enter(CUSTOMER, 'back')).toEqual([]);
    expect(one.bench.unwanted).toEqual([{ uniqueid: 'customer', name: CUSTOMER.Channel }]);
  });
});
