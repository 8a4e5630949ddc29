import { duplexPair } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { AmiFieldError } from '../codec/ami-field.js';
import type { AmiMessage } from '../codec/ami-message.js';
import { FakeManager } from '../testing/fake-manager.js';
import { settle, VirtualClock } from '../testing/virtual-clock.js';
import { AmiClient } from './ami-client.js';
import type { AmiClientOptions } from './client-options.js';
import type { AmiState } from './state.js';

type Setup = {
  readonly manager: FakeManager;
  readonly clock: VirtualClock;
  readonly client: AmiClient;
  readonly events: string[];
  readonly states: AmiState[];
};

const open: Setup[] = [];

function setUp(options: Partial<AmiClientOptions> = {}): Setup {
  const manager = new FakeManager();
  const clock = new VirtualClock();
  const events: string[] = [];
  const states: AmiState[] = [];
  const client = new AmiClient({
    credentials: { username: 'openeccp', secret: 's3cret' },
    peer: manager.dial,
    clock,
    random: () => 0,
    actionIdPrefix: 'test',
    onEvent: (message: AmiMessage) => events.push(message.name),
    onState: (state) => states.push(state),
    ...options,
  });
  const setup = { manager, clock, client, events, states };
  open.push(setup);
  return setup;
}

async function connected(options: Partial<AmiClientOptions> = {}): Promise<Setup> {
  const setup = setUp(options);
  expect(await setup.client.connect()).toMatchObject({ kind: 'up' });
  return setup;
}

afterEach(async () => {
  for (const { client, clock } of open.splice(0)) {
    await client.close();
    await settle();
    expect(clock.pending).toBe(0);
  }
});

describe('login', () => {
  test.each(['plain', 'md5'] as const)('%s', async (auth) => {
    const { client, manager, states } = setUp({
      credentials: { username: 'openeccp', secret: 's3cret', auth },
    });
    expect(await client.connect()).toEqual({
      kind: 'up',
      epoch: 1,
      version: '16.28.0',
      startedAt: '2026-11-23 07:12:00',
      banner: '5.0.2',
    });
    expect(manager.logins).toEqual([{ username: 'openeccp' }]);
    expect(states.map((state) => state.kind)).toEqual(['connecting', 'up']);
  });

  test.each(['plain', 'md5'] as const)(
    '%s, refused: says so, waits the longest, keeps no secret in the text',
    async (auth) => {
      const { client } = setUp({ credentials: { username: 'openeccp', secret: 'wr0ng', auth } });
      const state = await client.connect();
      expect(state).toMatchObject({ kind: 'down', reason: { kind: 'authentication' }, retryInMs: 5000 });
      expect(JSON.stringify(state)).toMatch(
        /refused the login as openeccp.*Authentication failed.*manager\.conf/,
      );
      expect(JSON.stringify(state)).not.toMatch(/wr0ng/);
    },
  );

  test('nobody there', async () => {
    const { client, manager } = setUp();
    manager.refuseConnections = true;
    expect(await client.connect()).toMatchObject({
      kind: 'down',
      reason: { kind: 'unreachable' },
      retryInMs: 500,
    });
  });

  test('no banner in time', async () => {
    const { client, clock, states } = setUp({ peer: async () => duplexPair()[0], connectTimeoutMs: 700 });
    void client.connect();
    await clock.advance(699);
    expect(states.at(-1)).toEqual({ kind: 'connecting', attempt: 1 });
    await clock.advance(1);
    expect(states.at(-1)).toMatchObject({ kind: 'down', reason: { kind: 'unreachable' } });
  });

  test('a dial that never ends is given up, and what it brings later is closed', async () => {
    const [near, far] = duplexPair();
    let deliver: () => void = () => {};
    const dial = (): Promise<typeof near> =>
      new Promise((resolve) => {
        deliver = () => resolve(near);
      });
    const { client, clock } = setUp({
      peer: dial,
      connectTimeoutMs: 700,
      backoff: { minMs: 60_000, maxMs: 60_000 },
    });
    const state = client.connect();
    await clock.advance(700);
    expect(await state).toMatchObject({ kind: 'down', reason: { kind: 'unreachable' } });
    deliver();
    await settle();
    expect(near.destroyed).toBe(true);
    far.destroy();
  });

  test('no manager there', async () => {
    const [near, far] = duplexPair();
    far.write('SSH-2.0-OpenSSH_9.2\r\n');
    const { client } = setUp({ peer: async () => near });
    expect(await client.connect()).toMatchObject({
      kind: 'down',
      reason: { kind: 'not-ami', text: expect.stringContaining('SSH-2.0-OpenSSH_9.2') },
    });
  });

  test('waits for an Asterisk that is still starting', async () => {
    const { client, manager, clock, states } = setUp();
    manager.startedAt = ['1969-12-31', '20:00:00'];
    void client.connect();
    await clock.advance(3500);
    expect(states.map((state) => state.kind)).toEqual(['connecting']);
    manager.startedAt = ['2026-11-23', '07:20:00'];
    await clock.advance(1000);
    expect(states.at(-1)).toMatchObject({ kind: 'up', startedAt: '2026-11-23 07:20:00' });
  });

  test('connection lost while Asterisk starts', async () => {
    const { client, manager } = setUp();
    manager.startedAt = ['1970-01-01', '00:00:00'];
    const state = client.connect();
    await settle();
    manager.hangUp();
    expect(await state).toMatchObject({ kind: 'down', reason: { kind: 'lost' } });
  });

  test('an account that may not ask for the status, and an Asterisk without CoreSettings', async () => {
    const { client, manager } = setUp();
    manager.onAction = ({ name, actionId }, session) => {
      if (!name.startsWith('Core')) return false;
      session.respond(actionId, 'Error', [['Message', 'Permission denied']]);
      return true;
    };
    expect(await client.connect()).toMatchObject({ kind: 'up', version: '1.4.0', startedAt: undefined });
  });

  test('a secret that cannot be sent is a bug of the caller', () => {
    const credentials = { username: 'openeccp', secret: 'a\r\nAction: Command' };
    expect(() => new AmiClient({ credentials, peer: { host: '127.0.0.1', port: 1 } })).toThrow(AmiFieldError);
  });
});

describe('events', () => {
  test('come in order, and none before up even when it follows the last answer at once', async () => {
    const order: string[] = [];
    const { client, manager } = setUp({
      onEvent: (message) => order.push(message.name),
      onState: (state) => order.push(state.kind),
    });
    manager.onAction = ({ name }, session) => {
      if (name !== 'CoreStatus') return false;
      session.push = (chunk) => {
        const id = /ActionID: (\S+)/.exec(String(chunk))?.[1];
        const answer = `Response: Success\r\nActionID: ${id}\r\nEvents: On\r\n\r\n`;
        manager.stream?.write(`Event: TooEarly\r\n\r\n${answer}Event: A\r\n\r\nEvent: B\r\n\r\n`);
        return [];
      };
      return false;
    };
    await client.connect();
    await settle();
    expect(order).toEqual(['connecting', 'up', 'A', 'B']);
  });

  test('reach the listener in the same turn as the answer before them', async () => {
    const { client, manager, events } = await connected();
    const order: string[] = [];
    const reply = client.action('QueuePause', [['Paused', 'true']]).then(() => order.push('answer'));
    await settle();
    const { actionId } = manager.take('QueuePause');
    manager.stream?.write(
      `Event: X\r\n\r\nResponse: Success\r\nActionID: ${actionId}\r\n\r\nEvent: Y\r\n\r\n`,
    );
    await reply;
    expect(events).toEqual(['X', 'Y']);
    expect(order).toEqual(['answer']);
  });

  test('switched off', async () => {
    const { manager, events } = await connected({ events: 'off' });
    manager.session?.event([['Event', 'X']]);
    await settle();
    expect(events).toEqual([]);
  });

  test('of some classes', async () => {
    const { manager, events } = await connected({ events: 'call,agent' });
    for (const [name, privilege] of [
      ['A', 'call,all'],
      ['B', 'dialplan,all'],
      ['C', 'agent,all'],
    ] as const) {
      manager.session?.event([
        ['Event', name],
        ['Privilege', privilege],
      ]);
    }
    await settle();
    expect(events).toEqual(['A', 'C']);
  });
});

describe('action', () => {
  test('answers are told apart by id, whatever their order', async () => {
    const { client, manager } = await connected();
    const [a, b] = [client.action('A'), client.action('B')];
    await settle();
    manager.respond(manager.take('B'), [['Message', 'to b']]);
    manager.respond(manager.take('A'), [['Message', 'to a']]);
    expect(await a).toMatchObject({ kind: 'success', message: 'to a' });
    expect(await b).toMatchObject({ kind: 'success', message: 'to b' });
  });

  test('refused', async () => {
    const { client, manager } = await connected();
    const outcome = client.action('Hangup', [['Channel', 'PJSIP/101-1']]);
    await settle();
    manager.session?.respond(manager.take('Hangup').actionId, 'Error', [['Message', 'No such channel']]);
    expect(await outcome).toMatchObject({ kind: 'error', message: 'No such channel' });
  });

  test('deadline, and an answer after it', async () => {
    const { client, manager, clock, events } = await connected();
    const outcome = client.action('A', [], { timeoutMs: 300 });
    await clock.advance(300);
    expect(await outcome).toEqual({ kind: 'timeout', afterMs: 300, sent: true });
    manager.respond(manager.take('A'));
    await settle();
    expect(events).toEqual([]);
    expect(client.state?.kind).toBe('up');
  });

  test('given up by the caller', async () => {
    const { client } = await connected();
    const controller = new AbortController();
    const outcome = client.action('A', [], { signal: controller.signal });
    await settle();
    controller.abort();
    expect(await outcome).toEqual({ kind: 'aborted', sent: true });
    expect(await client.action('A', [], { signal: controller.signal })).toEqual({
      kind: 'aborted',
      sent: false,
    });
  });

  test('only so many at a time, and so many waiting', async () => {
    const { client, manager, clock } = await connected({ maxInFlight: 2, maxWaiting: 1 });
    const outcomes = ['A', 'B', 'C', 'D'].map((name) => client.action(name, [], { timeoutMs: 1000 }));
    expect(await outcomes[3]).toEqual({ kind: 'overloaded', waiting: 1, sent: false });
    await settle();
    expect(manager.actions.map((action) => action.name)).toEqual(['A', 'B']);
    manager.respond(manager.take('A'));
    await settle();
    expect(manager.actions.map((action) => action.name)).toEqual(['B', 'C']);
    await clock.advance(1000);
    expect(await outcomes[2]).toEqual({ kind: 'timeout', afterMs: 1000, sent: true });
  });

  test('connection lost: all end at once, and tell whether Asterisk has seen them', async () => {
    const { client, manager } = await connected({ maxInFlight: 1 });
    const outcomes = [client.action('A'), client.action('B')];
    await settle();
    manager.hangUp();
    expect(await Promise.all(outcomes)).toMatchObject([
      { kind: 'disconnected', sent: true },
      { kind: 'disconnected', sent: false },
    ]);
    expect(await client.action('C')).toMatchObject({ kind: 'disconnected', sent: false });
  });

  test('before connect and after close', async () => {
    const { client } = setUp();
    expect(await client.action('A')).toEqual({ kind: 'disconnected', reason: 'not started', sent: false });
    await client.close();
    expect(await client.action('A')).toEqual({ kind: 'disconnected', reason: 'closed', sent: false });
    expect(await client.connect()).toEqual({ kind: 'closed' });
  });

  test.each([[[['Channel', 'a\r\nAction: Command']]], [[['ActionID', 'mine']]], [[['a b', 'c']]]] as const)(
    'a field that cannot be sent is a bug of the caller: %j',
    async (fields) => {
      const { client, manager } = await connected();
      await expect(client.action('A', fields)).rejects.toThrow(AmiFieldError);
      await settle();
      expect(manager.actions).toEqual([]);
    },
  );
});

describe('list', () => {
  test('collects its own events, also before the answer, and no others', async () => {
    const { client, manager, events } = await connected();
    const outcome = client.list('QueueStatus', [['Queue', '8001']]);
    await settle();
    const action = manager.take('QueueStatus');
    manager.session?.listEvent(action.actionId, [['Event', 'QueueParams']]);
    manager.session?.event([['Event', 'QueueParams']]);
    manager.session?.listEvent('other-1', [['Event', 'QueueMember']]);
    manager.respond(action, [['EventList', 'start']]);
    manager.session?.listEvent(action.actionId, [['Event', 'QueueMember']]);
    manager.session?.listEvent(action.actionId, [['Event', 'QueueStatusComplete']]);
    const list = await outcome;
    expect(list).toMatchObject({ kind: 'list', complete: { name: 'QueueStatusComplete' } });
    expect(list.kind === 'list' && list.items.map((item) => item.name)).toEqual([
      'QueueParams',
      'QueueMember',
    ]);
    expect(events).toEqual(['QueueParams', 'QueueMember']);
  });

  test('ends with EventList: Complete, with the event named, or with a refusal', async () => {
    const { client, manager } = await connected();
    const byHeader = client.list('CoreShowChannels');
    const byName = client.list('X', [], { completeEvent: 'XDone' });
    const refused = client.list('BridgeInfo');
    await settle();
    const [a, b, c] = [manager.take('CoreShowChannels'), manager.take('X'), manager.take('BridgeInfo')];
    manager.respond(a);
    manager.session?.listEvent(a.actionId, [
      ['Event', 'Whatever'],
      ['EventList', 'Complete'],
    ]);
    manager.respond(b);
    manager.session?.listEvent(b.actionId, [['Event', 'Almostcomplete']]);
    manager.session?.listEvent(b.actionId, [['Event', 'XDone']]);
    manager.session?.respond(c.actionId, 'Error', [['Message', 'Specified BridgeUniqueid not found']]);
    expect(await byHeader).toMatchObject({ kind: 'list', items: [] });
    expect(await byName).toMatchObject({ kind: 'list', items: [{ name: 'Almostcomplete' }] });
    expect(await refused).toMatchObject({ kind: 'error', message: 'Specified BridgeUniqueid not found' });
  });

  test('too long or too late: the rest of it is no ordinary event either', async () => {
    const { client, manager, events, clock } = await connected();
    const long = client.list('Agents', [], { maxItems: 1 });
    const late = client.list('ParkedCalls', [], { timeoutMs: 50 });
    await settle();
    const [a, b] = [manager.take('Agents'), manager.take('ParkedCalls')];
    manager.respond(a);
    for (let i = 0; i < 3; i++) manager.session?.listEvent(a.actionId, [['Event', 'Agents']]);
    expect(await long).toEqual({ kind: 'overflow', limit: 1 });
    await clock.advance(50);
    expect(await late).toEqual({ kind: 'timeout', afterMs: 50, sent: true });
    for (const { actionId } of [a, b]) {
      manager.session?.listEvent(actionId, [['Event', 'Late']]);
      manager.session?.listEvent(actionId, [['Event', 'LateComplete']]);
      manager.session?.listEvent(actionId, [['Event', 'AfterTheEnd']]);
    }
    await settle();
    expect(events).toEqual(['AfterTheEnd', 'AfterTheEnd']);
  });
});

describe('command', () => {
  test('output as of Asterisk 14, and before', async () => {
    const { client, manager } = await connected();
    const [now, before] = [client.command('database show'), client.command('core show uptime')];
    await settle();
    manager.respond(manager.take('Command'), [
      ['Message', 'Command output follows'],
      ['Output', 'one'],
      ['Output', ''],
    ]);
    const { actionId } = manager.take('Command');
    manager.stream?.write(
      `Response: Follows\r\nPrivilege: Command\r\nActionID: ${actionId}\r\nup: 1\n\n2\n--END COMMAND--\r\n\r\n`,
    );
    expect(await now).toEqual({ kind: 'output', lines: ['one', ''] });
    expect(await before).toEqual({ kind: 'output', lines: ['up: 1', '', '2'] });
  });
});

describe('connection', () => {
  test('comes back with growing waits, and counts epochs', async () => {
    const { manager, clock, states } = await connected({ backoff: { minMs: 100, maxMs: 350 } });
    manager.refuseConnections = true;
    manager.hangUp();
    await clock.advance(100 + 200 + 350 + 349);
    expect(manager.dialled).toBe(4);
    expect(states.flatMap((state) => (state.kind === 'down' ? [state.retryInMs] : []))).toEqual([
      100, 200, 350, 350,
    ]);
    manager.refuseConnections = false;
    manager.startedAt = ['2026-11-24', '01:00:00'];
    await clock.advance(1);
    expect(states.at(-1)).toMatchObject({ kind: 'up', epoch: 2, startedAt: '2026-11-24 01:00:00' });
    expect(manager.dialled).toBe(5);
    manager.hangUp();
    await settle();
    expect(states.at(-1)).toMatchObject({ kind: 'down', retryInMs: 100 });
  });

  test('events and answers of an ended connection are not delivered', async () => {
    const { client, manager, events, states } = await connected({
      onEvent: () => {
        events.push('seen');
        void client.close();
      },
    });
    manager.stream?.write('Event: A\r\n\r\nEvent: B\r\n\r\n');
    await settle();
    expect(events).toEqual(['seen']);
    expect(states.at(-1)).toEqual({ kind: 'closed' });
  });

  test('a silent peer is asked, and given up when it stays silent', async () => {
    const { manager, clock, states } = await connected({ pingIntervalMs: 1000, pingTimeoutMs: 400 });
    await clock.advance(10_000);
    expect(states.at(-1)?.kind).toBe('up');
    const { session } = manager;
    if (session !== undefined) session.push = () => [];
    await clock.advance(1400);
    expect(states.find((state) => state.kind === 'down')).toMatchObject({ reason: { kind: 'silent' } });
  });

  test('an Asterisk busy with a long action is alive as long as it sends events', async () => {
    const { manager, clock, states } = await connected({ pingIntervalMs: 1000, pingTimeoutMs: 400 });
    const { session } = manager;
    if (session !== undefined) session.push = () => [];
    for (let i = 0; i < 10; i++) {
      manager.session?.event([['Event', 'RTCPSent']]);
      await clock.advance(1300);
    }
    expect(states.at(-1)?.kind).toBe('up');
  });

  test('bytes that are no AMI end it', async () => {
    const { manager, states } = await connected();
    manager.stream?.write(Buffer.alloc(70_000, 'x'));
    await settle();
    expect(states.at(-1)).toMatchObject({ kind: 'down', reason: { kind: 'protocol' } });
  });

  test('close logs off', async () => {
    const { client, manager } = await connected();
    let farEnded = false;
    manager.stream?.on('end', () => {
      farEnded = true;
    });
    const pending = client.action('A');
    await client.close();
    await settle();
    expect(await pending).toMatchObject({ kind: 'disconnected' });
    expect(farEnded).toBe(true);
    expect(client.state).toEqual({ kind: 'closed' });
  });

  test('close while connecting', async () => {
    const { client, states } = setUp();
    const state = client.connect();
    await client.close();
    expect(await state).toEqual({ kind: 'closed' });
    await settle();
    expect(states.map(({ kind }) => kind)).toEqual(['connecting', 'closed']);
  });
});

test('originate', async () => {
  const { client, manager, events } = await connected();
  const actionId = client.newActionId();
  const outcome = client.originate(
    {
      channel: 'PJSIP/412',
      target: { kind: 'extension', context: 'agent-login', exten: '412' },
      timeoutMs: 30_000,
      callerId: 'Agent/412 Login',
      variables: { ID_CALL: '7', NOTE: 'a,CHANNEL(language)=x' },
    },
    { actionId },
  );
  await settle();
  const action = manager.take('Originate');
  expect(action.actionId).toBe(actionId);
  expect(action.fields).toMatchObject({
    Channel: 'PJSIP/412',
    Context: 'agent-login',
    Exten: '412',
    Priority: '1',
  });
  expect(action.fields).toMatchObject({
    Timeout: '30000',
    Async: 'true',
    Variable: 'NOTE=a\\,CHANNEL\\(language\\)=x',
  });
  manager.session?.listEvent(actionId, [['Event', 'OriginateResponse']]);
  manager.respond(action);
  expect(await outcome).toMatchObject({ kind: 'success' });
  expect(events).toEqual(['OriginateResponse']);
});
