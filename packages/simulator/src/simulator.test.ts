import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
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

  it('refuses a wrong secret', async () => {
    const { simulator } = await start({ port: 'none' });
    const manager = new Manager(simulator.connectInMemory());
    expect((await manager.login('openeccp', 'wrong')).name).toBe('Error');
  });

  it('refuses an unknown action', async () => {
    const { simulator } = await start({ port: 'none' });
    const manager = new Manager(simulator.connectInMemory());
    await manager.login();
    expect((await manager.ask('Frobnicate')).get('Message')).toContain('Invalid/unknown command: Frobnicate');
  });
});
