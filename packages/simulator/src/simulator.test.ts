import { once } from 'node:events';
import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { AmiField } from '@openeccp/ami';
import { afterEach, describe, expect, it } from 'vitest';
import { AmiConnection } from './ami/ami-connection.js';
import { VirtualClock } from './engine/virtual-clock.js';
import { type Simulator, type SimulatorOptions, startSimulator } from './simulator.js';
import { eventNames, Manager } from './testing/manager.js';

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function start(options: SimulatorOptions = {}): Promise<{ simulator: Simulator; clock: VirtualClock }> {
  const clock = new VirtualClock();
  const simulator = await startSimulator({ clock, ...options });
  open.push(() => simulator.close());
  return { simulator, clock };
}

const LOGIN = {
  Channel: 'PJSIP/412',
  Exten: '412',
  Context: 'agent-login',
  Priority: '1',
  CallerID: 'Agent/412 Login',
  Async: 'true',
};

describe('a simulator over TCP', () => {
  it('takes an agent from login through a queue call to the hangup', async () => {
    const { simulator, clock } = await start();
    const manager = new Manager(connect(simulator.port, '127.0.0.1'));
    expect((await manager.login()).get('Message')).toBe('Authentication accepted');
    expect(manager.banner).toContain('5.0.4');

    expect((await manager.ask('Originate', LOGIN)).get('Message')).toBe('Originate successfully queued');
    clock.advance(2_000);
    await manager.settle();
    expect(eventNames(manager.received)).toContain('AgentLogin');

    clock.advance(5_000);
    await manager.ask('Originate', {
      Channel: 'PJSIP/customer',
      Exten: '9000',
      Context: 'from-internal',
      CallerID: '"Customer" <5550001>',
      Async: 'true',
    });
    clock.advance(1_000);
    await manager.settle();
    const connected = manager.received.find((message) => message.name === 'AgentConnect');
    expect(connected?.get('Interface')).toBe('Local/412@agents');
    const customer = connected?.get('Channel') ?? '';

    expect((await manager.ask('Hangup', { Channel: customer })).get('Message')).toBe('Channel Hungup');
    await manager.settle();
    expect(manager.received.find((message) => message.name === 'AgentComplete')?.get('Reason')).toBe(
      'caller',
    );
    expect(simulator.pbx.channels.size).toBe(1); // the agent's phone
    manager.close();
  });

  it('refuses a wrong secret and an unknown user', async () => {
    const { simulator } = await start({ port: 'none' });
    for (const [user, secret] of [
      ['openeccp', 'wrong'],
      ['nobody', 'openeccp'],
    ]) {
      const manager = new Manager(simulator.connectInMemory());
      expect((await manager.login(user, secret)).get('Message')).toBe('Authentication failed');
    }
  });

  it('fails to start on a taken port', async () => {
    const { simulator } = await start();
    await expect(startSimulator({ port: simulator.port })).rejects.toThrow('EADDRINUSE');
  });

  it('serves several managers at once, each with its own mask and filters', async () => {
    const { simulator, clock } = await start({ port: 'none' });
    const [all, none, some] = [0, 1, 2].map(() => new Manager(simulator.connectInMemory()));
    if (!all || !none || !some) throw new Error('three managers');
    for (const manager of [all, none, some]) await manager.login();
    await none.ask('Events', { EventMask: 'off' });
    await some.ask('Filter', { Operation: 'Add', Filter: '!Event: (Newchannel|VarSet)' });
    simulator.hands.customerCalls('8001');
    clock.advance(100);
    for (const manager of [all, none, some]) await manager.settle();
    expect(eventNames(all.received)).toContain('Newchannel');
    expect(eventNames(none.received)).toEqual(['FullyBooted']);
    expect(eventNames(some.received)).toContain('QueueCallerJoin');
    expect(eventNames(some.received)).not.toContain('Newchannel');
  });

  it('drops a manager who does not read', async () => {
    const { simulator } = await start({ port: 'none' });
    const deaf = new DeafPeer();
    let dropped = false;
    const connection = new AmiConnection({
      stream: deaf,
      pbx: simulator.pbx,
      secretOf: () => 'openeccp',
      maxUnreadBytes: 50_000,
      onClose: () => {
        dropped = true;
      },
    });
    deaf.push('Action: Login\r\nUsername: openeccp\r\nSecret: openeccp\r\n\r\n');
    const event: readonly AmiField[] = [
      ['Event', 'Newexten'],
      ['Privilege', 'dialplan,all'],
      ['AppData', 'x'.repeat(1_000)],
    ];
    for (let i = 0; i < 100 && !dropped; i++) {
      connection.event(event);
      await setImmediate();
    }
    expect(dropped).toBe(true);
    expect(deaf.writableLength).toBeLessThan(52_000);
  });

  it('forgets calls and members when it restarts, and shows another start time', async () => {
    const { simulator, clock } = await start({ port: 'none' });
    const before = new Manager(simulator.connectInMemory());
    await before.login();
    await before.ask('QueueAdd', { Queue: '8001', Interface: 'PJSIP/101' });
    await before.ask('DBPut', { Family: 'A', Key: 'b', Val: 'c' });
    simulator.hands.customerCalls('8001');
    clock.advance(1_000);
    const startedAt = (await before.ask('CoreStatus')).get('CoreStartupTime');

    simulator.restart();
    const after = new Manager(simulator.connectInMemory());
    await after.login();
    expect(before.closed).toBe(true);
    const status = await after.ask('CoreStatus');
    expect(status.get('CoreStartupTime')).not.toBe(startedAt);
    expect(status.get('CoreCurrentCalls')).toBe('0');
    expect((await after.ask('DBGet', { Family: 'A', Key: 'b' })).name).toBe('Success');
    const members = await after.list('QueueStatus', { Queue: '8001' });
    expect(members.filter((message) => message.get('Location') === 'PJSIP/101')).toEqual([]);
    clock.advance(10_000); // nothing of the old life goes on
    await after.settle();
    expect(eventNames(after.received).filter((name) => name === 'QueueCallerAbandon')).toEqual([]);
  });

  it('cuts connections and lets the calls go on', async () => {
    const { simulator, clock } = await start();
    const manager = new Manager(connect(simulator.port, '127.0.0.1'));
    await manager.login();
    const call = simulator.hands.customerCalls('8001');
    simulator.killConnections();
    const again = new Manager(connect(simulator.port, '127.0.0.1'));
    await again.login();
    expect(manager.closed).toBe(true);
    clock.advance(1_000);
    const channels = await again.list('CoreShowChannels');
    expect(channels.map((message) => message.get('Channel'))).toEqual([call.channelName]);
    again.close();
  });

  it('lets nobody in while it is down', async () => {
    const { simulator } = await start();
    simulator.restart({ downMs: 60_000 });
    const manager = new Manager(connect(simulator.port, '127.0.0.1'));
    await once(manager.stream, 'close');
    expect(manager.banner).toBe('');
  });

  it('leaves no timer behind when it closes', async () => {
    const { simulator, clock } = await start({ callers: true });
    simulator.hands.phoneDials('412', '*11412');
    clock.advance(120_000);
    expect(clock.pending).toBeGreaterThan(0);
    await simulator.close();
    expect(clock.pending).toBe(0);
  });

  it('answers before the events on 16 and after them on 22', async () => {
    for (const version of ['16', '22'] as const) {
      const { simulator } = await start({ port: 'none', version });
      const manager = new Manager(simulator.connectInMemory());
      await manager.login();
      const id = manager.send('QueuePause', { Interface: 'Local/412@agents', Paused: 'true', Queue: '8001' });
      await manager.settle();
      const order = manager.received
        .filter((message) => message.name === 'QueueMemberPause' || message.get('ActionID') === id)
        .map((message) => message.name);
      expect(order).toEqual(
        version === '16' ? ['Success', 'QueueMemberPause'] : ['QueueMemberPause', 'Success'],
      );
    }
  });

  it('has no parking lot when parking is off', async () => {
    const { simulator, clock } = await start({ port: 'none', parking: 'off' });
    const manager = new Manager(simulator.connectInMemory());
    await manager.login();
    const call = simulator.hands.customerCalls('8001');
    clock.advance(100);
    for (const action of ['Park', 'ParkedCalls', 'Parkinglots']) {
      const answer = await manager.ask(action, { Channel: call.channelName });
      expect(answer.get('Message')).toBe(
        `Invalid/unknown command: ${action}. Use Action: ListCommands to show available commands.`,
      );
    }
    expect((await manager.ask('ListCommands', {})).get('Park')).toBeUndefined();
    expect(call.alive).toBe(true);
  });

  it('lets callers come by themselves, the same ones for the same seed', async () => {
    const calls: string[][] = [];
    for (const seed of [7, 7, 8]) {
      const { simulator, clock } = await start({ port: 'none', callers: { seed } });
      const manager = new Manager(simulator.connectInMemory());
      await manager.login();
      clock.advance(10 * 60_000);
      await manager.settle();
      const joins = manager.received.filter((message) => message.name === 'QueueCallerJoin');
      calls.push(joins.map((message) => message.get('CallerIDNum') ?? ''));
      expect(simulator.pbx.queues.find('9000')?.entries.length).toBeLessThanOrEqual(5);
    }
    expect(calls[0]?.length).toBeGreaterThan(20);
    expect(calls[1]).toEqual(calls[0]);
    expect(calls[2]).not.toEqual(calls[0]);
  });
});

/** A peer that never takes a byte. */
class DeafPeer extends Duplex {
  override _read(): void {}
  override _write(): void {}
}
