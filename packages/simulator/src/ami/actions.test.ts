import { afterEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../engine/virtual-clock.js';
import { type Simulator, startSimulator } from '../simulator.js';
import { Manager } from '../testing/manager.js';

interface Bench {
  readonly simulator: Simulator;
  readonly clock: VirtualClock;
  readonly manager: Manager;
}

const running: Simulator[] = [];

afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close();
});

async function bench(): Promise<Bench> {
  const clock = new VirtualClock();
  const simulator = await startSimulator({ clock, port: 'none' });
  running.push(simulator);
  const manager = new Manager(simulator.connectInMemory());
  await manager.login();
  return { simulator, clock, manager };
}

/** Agent 412 talks to a customer of queue 9000. */
async function talking(): Promise<Bench & { readonly customer: string; readonly agent: string }> {
  const made = await bench();
  made.simulator.hands.phoneDials('412', '*11412');
  made.clock.advance(8_000);
  const customer = made.simulator.hands.customerCalls('9000').channelName;
  made.clock.advance(2_000);
  return { ...made, customer, agent: 'PJSIP/412-00000000' };
}

/** What 16.28 says to each of these. */
const REFUSALS: readonly (readonly [action: string, fields: Record<string, string>, message: string])[] = [
  ['Hangup', { Channel: 'nope' }, 'No such channel'],
  ['Hangup', {}, 'No channel specified'],
  ['Redirect', { Channel: 'nope', Exten: '101', Context: 'from-internal' }, 'Channel does not exist: nope'],
  ['Park', { Channel: 'nope' }, 'Channel does not exist: nope'],
  ['Getvar', { Channel: 'nope', Variable: 'X' }, 'No such channel'],
  ['Status', { Channel: 'nope' }, 'No such channel'],
  ['Setvar', { Channel: 'nope', Variable: 'X', Value: '1' }, 'No such channel'],
  ['QueueAdd', { Queue: 'nope', Interface: 'PJSIP/101' }, 'Unable to add interface to queue: No such queue'],
  ['QueueAdd', { Queue: '8000', Interface: 'Local/412@agents' }, 'Unable to add interface: Already there'],
  ['QueueRemove', { Queue: '8000', Interface: 'PJSIP/101' }, 'Unable to remove interface: Not there'],
  ['QueueRemove', { Queue: '8000', Interface: 'Local/412@agents' }, 'Member not dynamic'],
  ['QueuePause', { Interface: 'PJSIP/101', Paused: 'true' }, 'Interface not found'],
  ['AgentLogoff', { Agent: '7777' }, 'No such agent'],
  ['Originate', { Channel: 'PJSIP/412', Exten: '1', Context: 'nope' }, 'Extension does not exist.'],
  ['DBGet', { Family: 'A', Key: 'b' }, 'Database entry not found'],
  ['DBDel', { Family: 'A', Key: 'b' }, 'Database entry could not be deleted'],
  ['BridgeInfo', { BridgeUniqueid: 'x' }, 'Specified BridgeUniqueid not found'],
  ['PJSIPShowEndpoint', { Endpoint: 'nope' }, 'Unable to retrieve endpoint nope'],
  ['MixMonitorMute', { Channel: 'nope' }, 'No such channel'],
];

describe('AMI actions', () => {
  it('are refused in the words of Asterisk', async () => {
    const { manager } = await bench();
    for (const [action, fields, message] of REFUSALS) {
      const answer = await manager.ask(action, fields);
      expect([action, answer.name, answer.get('Message')]).toEqual([action, 'Error', message]);
    }
  });

  it('originate a channel of the uniqueid that was asked for', async () => {
    const { manager, clock } = await bench();
    await manager.ask('Originate', {
      Channel: 'PJSIP/104',
      Context: 'agent-login',
      Exten: '412',
      ChannelId: 'login-1',
      Async: 'true',
    });
    clock.advance(10);
    expect((await manager.list('CoreShowChannels')).map((channel) => channel.get('Uniqueid'))).toEqual([
      'login-1',
    ]);
    const answer = await manager.ask('Hangup', { Channel: 'login-1' });
    expect(answer.name).toBe('Success');
    expect(await manager.list('CoreShowChannels')).toEqual([]);
  });

  it('show the variables of a channel', async () => {
    const { manager, clock } = await bench();
    await manager.ask('Originate', {
      Channel: 'PJSIP/104',
      Context: 'agent-login',
      Exten: '412',
      ChannelId: 'call-1',
      Variable: 'ID_CALL=7',
      Async: 'true',
    });
    clock.advance(10);
    await manager.ask('Setvar', { Channel: 'call-1', Variable: 'NOTE', Value: 'a=b' });
    const [shown] = await manager.list('Status', { Channel: 'call-1', AllVariables: 'true' });
    expect(shown?.getAll('Variable')).toEqual(['ID_CALL=7', 'NOTE=a=b']);
    const [some] = await manager.list('Status', { Variables: 'NOTE,NONE' });
    expect(some?.getAll('Variable')).toEqual(['NOTE=a=b', 'NONE=(null)']);
    const [plain] = await manager.list('Status', { Channel: 'call-1' });
    expect(plain?.getAll('Variable')).toEqual([]);
  });

  it('show who talks to whom', async () => {
    const { manager, customer, agent } = await talking();
    const channels = await manager.list('CoreShowChannels');
    const bridges = new Set(channels.map((channel) => channel.get('BridgeId')));
    expect(channels.map((channel) => channel.get('Channel')).sort()).toEqual([agent, customer].sort());
    expect(bridges.size).toBe(1);
    const [id = ''] = bridges;
    const inside = await manager.list('BridgeInfo', { BridgeUniqueid: id });
    expect(inside.map((channel) => channel.get('Channel')).sort()).toEqual([agent, customer].sort());
    const types = (await manager.list('BridgeList')).map((bridge) => bridge.get('BridgeType'));
    expect(types.sort()).toEqual(['agent_hold', 'basic']);
    const mine = (await manager.list('Agents')).find((each) => each.get('Agent') === '412');
    expect([mine?.get('Status'), mine?.get('TalkingToChan')]).toEqual(['AGENT_ONCALL', customer]);
    expect(channels.find((each) => each.get('Channel') === customer)?.get('Duration')).toBe('00:00:02');
  });

  it('show queues, members and those who wait', async () => {
    const { manager, simulator, clock } = await talking();
    const waiting = simulator.hands.customerCalls('9000');
    clock.advance(3_000);
    const items = await manager.list('QueueStatus', { Queue: '9000' });
    expect(items[0]?.get('Calls')).toBe('1');
    const member = items.find((item) => item.get('Location') === 'Local/412@agents');
    expect([member?.get('Status'), member?.get('InCall'), member?.get('Paused')]).toEqual(['2', '1', '0']);
    const entry = items.find((item) => item.name === 'QueueEntry');
    expect([entry?.get('Channel'), entry?.get('Wait')]).toEqual([waiting.channelName, '3']);
    const [summary] = await manager.list('QueueSummary', { Queue: '9000' });
    expect([summary?.get('Callers'), summary?.get('LoggedIn'), summary?.get('Available')]).toEqual([
      '1',
      '1',
      '0',
    ]);
  });

  it('park, show the parked call, and count its time', async () => {
    const { manager, clock, customer } = await talking();
    expect((await manager.ask('Park', { Channel: customer })).get('Message')).toBe('Park successful');
    clock.advance(5_000);
    const [parked] = await manager.list('ParkedCalls');
    expect([
      parked?.get('ParkeeChannel'),
      parked?.get('ParkingSpace'),
      parked?.get('ParkingDuration'),
    ]).toEqual([customer, '701', '5']);
    const lots = await manager.list('Parkinglots');
    expect(
      lots.map((lot) => ['Name', 'StartSpace', 'StopSpace', 'Timeout'].map((field) => lot.get(field))),
    ).toEqual([
      ['default', '701', '720', '300'],
      ['openeccp', '1', '999', '86400'],
    ]);
  });

  it('park in the lot that is named', async () => {
    const { manager, customer } = await talking();
    const refusal = await manager.ask('Park', { Channel: customer, Parkinglot: 'nope' });
    expect(refusal.get('Message')).toBe('Park action failed');
    await manager.ask('Park', { Channel: customer, Parkinglot: 'openeccp' });
    const [parked] = await manager.list('ParkedCalls');
    expect([parked?.get('Parkinglot'), parked?.get('ParkingSpace')]).toEqual(['openeccp', '1']);
  });

  it('redirect two channels at once, which logs the agent off', async () => {
    const { manager, clock, customer, agent } = await talking();
    const answer = await manager.ask('Redirect', {
      Channel: agent,
      Exten: '*97',
      Context: 'from-internal',
      Priority: '1',
      ExtraChannel: customer,
      ExtraExten: '9000',
      ExtraContext: 'from-internal',
      ExtraPriority: '1',
    });
    expect(answer.get('Message')).toBe('Dual Redirect successful');
    clock.advance(1_000);
    await manager.settle();
    expect(manager.received.some((message) => message.name === 'AgentLogoff')).toBe(true);
    const channels = await manager.list('CoreShowChannels');
    const doing = channels.map((channel) => [channel.get('Channel'), channel.get('Application')]);
    expect(Object.fromEntries(doing)).toEqual({ [agent]: 'Echo', [customer]: 'Queue' });
  });

  it('originate synchronously: the answer waits for the phone', async () => {
    const { manager, simulator, clock } = await bench();
    const fields = { Channel: 'PJSIP/104', Application: 'Echo', Data: '', Timeout: '5000' };
    const id = manager.send('Originate', fields);
    await manager.settle();
    expect(
      manager.received.some((message) => message.kind === 'response' && message.get('ActionID') === id),
    ).toBe(false);
    clock.advance(100);
    simulator.hands.phonePicksUp('104');
    const answer = await manager.find(
      (message) => message.kind === 'response' && message.get('ActionID') === id,
    );
    expect(answer.name).toBe('Success');
    const refused = manager.send('Originate', { ...fields, Channel: 'PJSIP/105' });
    const second = await manager.find(
      (message) => message.kind === 'response' && message.get('ActionID') === refused,
    );
    expect([second.name, second.get('Message')]).toEqual(['Error', 'Originate failed']);
  });

  it('set and get variables, of the caller id too', async () => {
    const { manager, customer } = await talking();
    await manager.ask('Setvar', { Channel: customer, Variable: 'COLOUR', Value: 'blue' });
    expect((await manager.ask('Getvar', { Channel: customer, Variable: 'COLOUR' })).get('Value')).toBe(
      'blue',
    );
    await manager.ask('Setvar', { Channel: customer, Variable: 'CALLERID(num)', Value: '777' });
    expect((await manager.ask('Getvar', { Channel: customer, Variable: 'CALLERID(num)' })).get('Value')).toBe(
      '777',
    );
  });

  it('mute the recording of a channel that has one', async () => {
    const { manager, simulator, clock } = await bench();
    const { channelName: plain } = simulator.hands.customerCalls('9000');
    const { channelName: recorded } = simulator.hands.customerCalls('9100');
    clock.advance(100);
    const file = await manager.ask('Getvar', { Channel: recorded, Variable: 'MIXMONITOR_FILENAME' });
    expect(file.get('Value')).toMatch(/before-.*\.wav$/);
    const mute = { Direction: 'read', State: '1' };
    expect((await manager.ask('MixMonitorMute', { Channel: recorded, ...mute })).name).toBe('Success');
    const refused = await manager.ask('MixMonitorMute', { Channel: plain, ...mute });
    expect([refused.name, refused.get('Message')]).toEqual(['Error', 'Cannot set mute flag']);
  });

  it('give Originate its variables', async () => {
    const { manager, clock } = await bench();
    await manager.ask('Originate', {
      Channel: 'PJSIP/customer',
      Exten: '8001',
      Context: 'from-internal',
      Variable: 'ID_CAMPAIGN=1,ID_CALL=2',
      Async: 'true',
    });
    clock.advance(100);
    const channel = 'PJSIP/customer-00000000';
    expect((await manager.ask('Getvar', { Channel: channel, Variable: 'ID_CALL' })).get('Value')).toBe('2');
  });

  it('tell the state of phones and extensions', async () => {
    const { manager, simulator } = await bench();
    const state = async (): Promise<string | undefined> =>
      (await manager.ask('ExtensionState', { Exten: '412', Context: 'from-internal' })).get('StatusText');
    expect(await state()).toBe('Idle');
    simulator.hands.setPhone('412', { registered: false });
    expect(await state()).toBe('Unavailable');
    const endpoints = await manager.list('PJSIPShowEndpoints');
    const phone = endpoints.find((endpoint) => endpoint.get('ObjectName') === '412');
    expect([phone?.get('DeviceState'), phone?.get('Contacts')]).toEqual(['Unavailable', '']);
    const contacts = await manager.list('PJSIPShowContacts');
    expect(contacts.map((contact) => contact.get('Aor'))).not.toContain('412');
    await manager.settle();
    expect(manager.received.find((message) => message.name === 'PeerStatus')?.get('PeerStatus')).toBe(
      'Unreachable',
    );
  });

  it('run CLI commands', async () => {
    const { manager } = await bench();
    const cli = async (command: string): Promise<readonly [string, readonly string[]]> => {
      const answer = await manager.ask('Command', { Command: command });
      return [answer.name, answer.getAll('Output')];
    };
    const [, penalties] = await cli('database show QPENALTY');
    expect(penalties[0]).toBe(`${'/QPENALTY/8000/agents/P101'.padEnd(50)}: ${'0'.padEnd(25)}`);
    expect(penalties.at(-1)).toBe('8 results found.');
    expect(await cli('database put A b c')).toEqual(['Success', ['Updated database successfully']]);
    expect(await cli('database del A b')).toEqual(['Success', ['Database entry removed.']]);
    expect((await cli('dialplan show agents'))[1][1]).toContain("'_X.' =>          1. AgentRequest(");
    expect(await cli('dialplan show nope')).toEqual([
      'Error',
      ["There is no existence of 'nope' context", "Command 'dialplan show nope' failed."],
    ]);
    expect((await cli('core show version'))[1][0]).toMatch(/^Asterisk 16\.28\.0 /);
    expect((await cli('core show channels'))[1].slice(1)).toEqual(['0 active channels', '0 active calls']);
    expect(await cli('frob nicate')).toEqual([
      'Error',
      ["No such command 'frob nicate' (type 'core show help frob nicate' for other possible commands)"],
    ]);
  });
});
