import { agentStatus, type CallId, type DueCall } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { LUIS, loginAgent, ROSA, TestServer } from '../testing/test-server.js';
import { WireClient } from '../testing/wire-client.js';
import { ScheduledCalls } from './scheduled-calls.js';

const CYCLE_MS = 3_000;

/** A server with an agent at work, and the calls that are due. */
class Stage implements AsyncDisposable {
  readonly server: TestServer;
  readonly client: WireClient;
  readonly scheduled: ScheduledCalls;
  readonly warnings: string[] = [];
  /** What the client was told. */
  readonly told: string[] = [];
  due: readonly DueCall[] = [];
  failure: Error | undefined;
  /** Whether the database has got all that was asked to be written. */
  written = true;
  /** So many calls Asterisk can take. */
  room = 500;
  #ids = 0;

  private constructor(server: TestServer, client: WireClient) {
    this.server = server;
    this.client = client;
    this.scheduled = new ScheduledCalls({
      floor: server.floor,
      calls: {
        dueCalls: async () => {
          if (this.failure !== undefined) throw this.failure;
          return this.due;
        },
      },
      written: async () => this.written,
      submit: (input) => server.runtime.submit(input),
      room: () => this.room,
      clock: server.clock,
      newCallId: () => `out.${++this.#ids}` as CallId,
      context: 'from-internal',
      transferContext: 'openeccp-transfer',
      agentDial: (agent) => `Local/${agent}@test`,
      ringMs: 30_000,
      warn: (_, text) => this.warnings.push(text),
    });
    server.onWrite = (write) => this.scheduled.take(write);
    this.scheduled.start();
  }

  static async open(): Promise<Stage> {
    const server = await TestServer.start();
    const client = await server.loggedIn();
    await client.ask('login', loginAgent(ROSA));
    await client.arrived();
    return new Stage(server, client);
  }

  get now(): number {
    return this.server.clock.now();
  }

  /** The calls that Asterisk was asked to place. */
  get placed(): readonly string[] {
    return this.server.asterisk.intents.flatMap((intent) =>
      intent.kind === 'place-call' ? [intent.dial] : [],
    );
  }

  dueNow(fields: Partial<DueCall> = {}): DueCall {
    return {
      rowId: 120,
      agent: ROSA,
      phone: '5550171',
      from: this.now,
      retry: 1,
      before: undefined,
      campaign: { id: 3, queue: '9100', context: 'from-internal', trunk: undefined, callerId: undefined },
      ...fields,
    };
  }

  /** Lets a cycle run, and the next. The database answers in turns of the event loop, so the client is asked in between. */
  async cycles(count = 1): Promise<void> {
    for (let cycle = 0; cycle < count; cycle += 1) {
      this.server.clock.advance(CYCLE_MS);
      this.told.push(...(await this.client.arrived()));
    }
  }

  /** The customer answers and is brought to the agent. */
  customerMeets(id: string): void {
    const call = id as CallId;
    this.server.asterisk.report({
      kind: 'call-answered',
      call,
      customer: { name: 'PJSIP/trunk-1', uniqueid: id },
    });
    this.server.asterisk.connects(id, ROSA);
  }

  /** The customer talks to the agent for a minute. */
  async talks(id: string): Promise<void> {
    this.customerMeets(id);
    await this.cycles(20);
    this.server.asterisk.report({ kind: 'call-ended', call: id as CallId });
  }

  get status(): string {
    const agent = this.server.floor.agents.get(ROSA);
    return agent === undefined ? 'unknown' : agentStatus(this.server.floor, agent);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.scheduled.close();
    await this.server.close();
  }
}

describe('a call that is scheduled for an agent, dialer.md §9.2', () => {
  it('keeps the agent free before its time, is placed at it, and meets the agent', async () => {
    await using stage = await Stage.open();
    stage.due = [stage.dueNow({ from: stage.now + 8_000 })];
    await stage.cycles();
    expect([stage.status, stage.placed]).toEqual(['paused', []]);
    await stage.cycles(2);
    expect(stage.placed).toEqual(['Local/5550171@from-internal']);
    expect(stage.server.asterisk.intents.at(-1)).toMatchObject({
      context: 'openeccp-transfer',
      exten: '9100',
      callerId: '5550171',
      variables: new Map([
        ['ID_CAMPAIGN', '3'],
        ['ID_CALL', '120'],
        ['NUMBER', '5550171'],
        ['QUEUE', '9100'],
        ['CONTEXT', 'from-internal'],
        ['AGENTCHANNEL', 'Agent/412'],
        ['OPENECCP_DIAL', 'Local/Agent/412@test'],
        ['OPENECCP_RING', '30'],
      ]),
    });
    stage.due = [];
    stage.customerMeets('out.1');
    await stage.cycles();
    expect(stage.status).toBe('oncall');
    expect(WireClient.eventNames(stage.told)).toEqual(['schedulecallstart', 'agentlinked']);
    expect(stage.told.at(-1)).toContain('<calltype>outgoing</calltype><call_id>120</call_id><campaign_id>3<');
  });

  it('frees the agent when nothing is due any more, and whoever has logged out is not waited for', async () => {
    await using stage = await Stage.open();
    stage.due = [stage.dueNow({ from: stage.now + 60_000 }), stage.dueNow({ agent: LUIS })];
    await stage.cycles();
    expect([stage.status, stage.placed]).toEqual(['paused', []]);
    stage.due = [];
    await stage.cycles();
    expect(stage.status).toBe('online');
  });

  it('waits a minute before it tries again, and has one call under way for an agent', async () => {
    await using stage = await Stage.open();
    const tried = { status: 'Failure', dialledAt: stage.now };
    stage.due = [stage.dueNow({ before: tried })];
    await stage.cycles();
    expect([stage.status, stage.placed]).toEqual(['online', []]);
    await stage.cycles(19);
    stage.due = [...stage.due, stage.dueNow({ rowId: 121, phone: '5550172' })];
    await stage.cycles(3);
    expect(stage.placed).toHaveLength(1);
  });

  it('says once of a call that it can’t be dialled', async () => {
    await using stage = await Stage.open();
    stage.due = [stage.dueNow({ phone: '+1 555' })];
    await stage.cycles(3);
    expect(stage.warnings).toEqual([expect.stringContaining("can't be placed: the number +1 555")]);
    expect(stage.status).toBe('online');
  });

  it('places no more calls than Asterisk can take; the others are tried in the next cycle', async () => {
    await using stage = await Stage.open();
    stage.due = [stage.dueNow()];
    stage.room = 0;
    await stage.cycles(2);
    expect([stage.status, stage.placed]).toEqual(['paused', []]);
    stage.room = 1;
    await stage.cycles();
    expect(stage.placed).toHaveLength(1);
  });

  it('lives through a database that is away', async () => {
    await using stage = await Stage.open();
    stage.failure = new Error('gone');
    await stage.cycles(2);
    expect(stage.warnings).toHaveLength(2);
    stage.failure = undefined;
    stage.due = [stage.dueNow()];
    await stage.cycles();
    expect(stage.placed).toHaveLength(1);
  });

  it('calls nobody while Asterisk is away', async () => {
    await using stage = await Stage.open();
    stage.server.asterisk.down();
    stage.due = [stage.dueNow()];
    await stage.cycles(2);
    expect(stage.placed).toEqual([]);
  });

  it('calls nobody again while the database does not get what came of it', async () => {
    await using stage = await Stage.open();
    stage.written = false;
    const stale = stage.dueNow();
    stage.due = [stale];
    await stage.cycles();
    await stage.talks('out.1');
    // Its window closes, and opens again.
    stage.due = [];
    await stage.cycles();
    stage.due = [stale, stage.dueNow({ rowId: 121, phone: '5550172' })];
    await stage.cycles();
    expect(stage.placed).toEqual(['Local/5550171@from-internal', 'Local/5550172@from-internal']);
    await stage.talks('out.2');
    await stage.cycles(30);
    expect([stage.status, stage.placed.length, stage.warnings]).toEqual(['online', 2, []]);
    // The database got it, and the customer is to be called once more.
    stage.written = true;
    stage.due = [stage.dueNow({ retry: 2, before: { status: 'ShortCall', dialledAt: stale.from } })];
    await stage.cycles(2);
    expect(stage.placed).toHaveLength(3);
  });

  it('calls nobody again when the database refuses what came of it, and says so once', async () => {
    await using stage = await Stage.open();
    stage.due = [stage.dueNow()];
    await stage.cycles();
    await stage.talks('out.1');
    await stage.cycles(30);
    expect([stage.status, stage.placed.length]).toEqual(['online', 1]);
    expect(stage.warnings).toEqual([expect.stringContaining('the database refused what came of it')]);
  });

  it('calls whom somebody has set back to be called from the beginning', async () => {
    await using stage = await Stage.open();
    const fresh = stage.dueNow();
    stage.due = [fresh];
    await stage.cycles();
    stage.due = [];
    await stage.talks('out.1');
    await stage.cycles();
    stage.due = [fresh];
    await stage.cycles(2);
    expect(stage.placed).toHaveLength(2);
  });

  it('knows of attempts that the server before it has left', async () => {
    await using stage = await Stage.open();
    stage.written = false;
    stage.scheduled.take({
      kind: 'call-placed',
      row: { kind: 'outgoing', id: 120 },
      campaignId: 3,
      retry: 1,
      at: stage.now,
      before: undefined,
    });
    stage.due = [stage.dueNow()];
    await stage.cycles(30);
    expect(stage.placed).toEqual([]);
  });
});
