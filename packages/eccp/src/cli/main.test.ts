import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failures } from '../messages/failures.js';
import { accepted, refused } from '../messages/request-outcome.js';
import { requests } from '../messages/requests.js';
import { FakeServer } from '../testing/fake-server.js';
import type { CliIo } from './cli-output.js';
import { main } from './main.js';

let server: FakeServer;
let out: string[];
let err: string[];
let interrupt: AbortController;
let onOut: (line: string) => void;

beforeEach(async () => {
  server = await FakeServer.listen();
  [out, err, interrupt, onOut] = [[], [], new AbortController(), () => {}];
});

afterEach(() => server.close());

function eccp(...argv: string[]): Promise<number> {
  const io: CliIo = {
    out(line) {
      out.push(line);
      onOut(line);
    },
    err: (line) => err.push(line),
    signal: interrupt.signal,
  };
  return main(argv[0]?.startsWith('-') === false ? [...argv, '--port', String(server.port)] : argv, io);
}

describe('eccp', () => {
  it('shows the state of an agent', async () => {
    server.handler = () =>
      accepted({ status: 'online', channel: 'SIP/412-1', extension: '412', onHold: false });
    expect(await eccp('status', 'Agent/412')).toBe(0);
    expect(out).toEqual(['status = online', 'channel = SIP/412-1', 'extension = 412', 'onhold = 0']);
    expect(err).toEqual([]);
    expect(server.received).toEqual(['login', 'getagentstatus', 'logout']);
  });

  it('writes JSON for programs', async () => {
    server.handler = () => accepted({ pauses: [{ id: 4, name: 'Lunch', active: true, description: '' }] });
    expect(await eccp('pauses', '--json')).toBe(0);
    expect(out.map((line) => JSON.parse(line))).toEqual([
      {
        request: 'getpauses',
        outcome: 'ok',
        reply: { pauses: [{ id: 4, name: 'Lunch', active: true, description: '' }] },
      },
    ]);
  });

  it('shows code and message of a refusal and exits with 1', async () => {
    server.handler = () => refused(failures.agentNotHandlingCall);
    expect(await eccp('hold', 'Agent/412', '--password', '1234')).toBe(1);
    expect(out).toEqual(['failure.code = 417', 'failure.message = Agent currenty not handling a call']);
    expect(err).toEqual(['hold refused: 417 Agent currenty not handling a call']);
    expect(await eccp('hold', 'Agent/412', '--password', '1234', '--json')).toBe(1);
    expect(JSON.parse(out.at(-1) ?? '')).toEqual({
      request: 'hold',
      outcome: 'refused',
      level: 'inner',
      code: 417,
      message: 'Agent currenty not handling a call',
    });
  });

  it.each([
    ['unhold', 'unhold'],
    ['hangup', 'hangup'],
    ['logout', 'logoutagent'],
    ['unpause', 'unpauseagent'],
    ['ping', 'pingagent'],
    ['transfer --to 505', 'transfercall'],
    ['atxfer --to 505', 'atxfercall'],
    ['transferagent --to Agent/413', 'transfercallagent'],
    ['schedule', 'schedulecall'],
    ['mute --seconds 30', 'mixmonitormute'],
    ['unmute', 'mixmonitorunmute'],
    ['contact --call 51 --contact 12', 'setcontact'],
  ])('%s sends %s', async (command, request) => {
    server.handler = () => accepted(request === 'logoutagent' ? { status: 'logged-out' } : {});
    const [name = '', ...flags] = command.split(' ');
    expect(await eccp(name, 'Agent/412', '--password', '1234', ...flags)).toBe(0);
    expect(server.received).toEqual(['login', request, 'logout']);
  });

  it('starts a break by id', async () => {
    expect(await eccp('pause', 'Agent/412', '--password', '1234', '--break', '4')).toBe(0);
    expect(await eccp('pause', 'Agent/412', '--password', '1234', '--break', 'lunch')).toBe(2);
    expect(err).toEqual([
      'eccp: --break is a whole number from 0 to 9007199254740991, not lunch; see `eccp pause --help`',
    ]);
  });

  it('sends a schedule as it was typed', async () => {
    let args: unknown;
    server.handler = (request) => {
      args = requests.schedulecall.decodeArguments(request.command);
      return accepted({});
    };
    const dates = ['--date-init', '2030-05-02', '--time-end', 'noon', '--same-agent'];
    const call = ['--phone', '5550171', '--name', 'Ana', '--call', '88'];
    expect(await eccp('schedule', 'Agent/412', '--password', '1234', ...dates, ...call)).toBe(0);
    expect(args).toMatchObject({
      schedule: { dateInit: '2030-05-02', dateEnd: undefined, timeInit: undefined, timeEnd: 'noon' },
      sameAgent: true,
      newPhone: '5550171',
      newContactName: 'Ana',
      callId: 88,
    });
  });

  it('shows a call and the variables of a channel', async () => {
    const details = { attributes: [{ label: 'Name', value: 'Ana', order: 1 }], survey: [] };
    server.handler = ({ name, command }) => {
      if (name === 'getchanvars') return accepted({ clientChannel: 'SIP/7', variables: [] });
      const call = requests.getcallinfo.decodeArguments(command);
      return accepted({ callType: call?.campaignType, callId: call?.callId, details });
    };
    expect(await eccp('callinfo', '--call', '88', '--campaign', '3')).toBe(0);
    expect(await eccp('callinfo', '--call', '51', '--incoming')).toBe(0);
    expect(out.filter((line) => /^call/.test(line))).toEqual([
      ...['calltype = outgoing', 'call_id = 88', 'call_attributes.attribute.label = Name'],
      ...['call_attributes.attribute.value = Ana', 'call_attributes.attribute.order = 1', 'call_survey ='],
      ...['calltype = incoming', 'call_id = 51', 'call_attributes.attribute.label = Name'],
      ...['call_attributes.attribute.value = Ana', 'call_attributes.attribute.order = 1', 'call_survey ='],
    ]);
    expect(await eccp('chanvars', 'Agent/412', '--password', '1234')).toBe(0);
    expect(out.slice(-2)).toEqual(['clientchannel = SIP/7', 'chanvars =']);
  });

  it('lists queues and requests', async () => {
    server.handler = (request) =>
      request.name === 'getagentqueues'
        ? accepted({ queues: ['9000', '9100'] })
        : accepted({ requests: ['login'] });
    expect(await eccp('queues', 'Agent/412')).toBe(0);
    expect(await eccp('requests')).toBe(0);
    expect(out).toEqual(['queues.queue = 9000', 'queues.queue = 9100', 'requests.request = login']);
  });

  it('shows events until Ctrl-C', async () => {
    onOut = () => interrupt.abort();
    const done = eccp('events', '--agent', 'Agent/412', '--progress', '--json');
    await expect.poll(() => server.received).toEqual(['login', 'filterbyagent', 'callprogress']);
    server.send({ kind: 'agentloggedout', agent: 'Agent/413' });
    server.send({ kind: 'agentloggedout', agent: 'Agent/412' });
    expect(await done).toBe(0);
    expect(out).toEqual(['{"event":"agentloggedout","agent":"Agent/412"}']);
  });

  it('logs an agent in and follows it until the login fails', async () => {
    server.handler = (request) => {
      if (request.name !== 'loginagent') return accepted({ status: 'offline' });
      setImmediate(() => {
        server.send({ kind: 'agentloggedin', agent: 'Agent/412', queues: ['9000'] });
        server.send({ kind: 'agentfailedlogin', agent: 'Agent/412' });
      });
      return accepted({ status: 'logging' });
    };
    expect(await eccp('agentlogin', 'Agent/412', '--password', '1234', '--extension', '412')).toBe(1);
    expect(out.map((line) => line.replace(/^\d\d:\d\d:\d\d /, 'TIME '))).toEqual([
      'status = offline',
      'status = logging',
      'TIME  agentloggedin    Agent/412 · queues 9000',
      'TIME  agentfailedlogin Agent/412',
    ]);
  });

  it('stops after a refused login of the agent', async () => {
    server.handler = (request) =>
      request.name === 'loginagent'
        ? refused(failures.extensionNotFound, 'logged-out')
        : accepted({ status: 'offline' });
    expect(await eccp('agentlogin', 'Agent/412', '--password', '1234', '--extension', '999')).toBe(1);
    expect(err).toEqual(['loginagent refused: 404 Specified extension not found']);
  });
});

describe('trouble', () => {
  it('a refused client account is exit code 1', async () => {
    expect(await eccp('pauses', '--pass', 'wrong')).toBe(1);
    expect(err).toEqual([
      'eccp: the server refused the login: 401 Invalid username or password; check user and password',
    ]);
  });

  it('no server is exit code 3', async () => {
    const { port } = server;
    await server.close();
    expect(
      await main(['pauses', '--port', String(port)], {
        out: () => {},
        err: (line) => err.push(line),
        signal: interrupt.signal,
      }),
    ).toBe(3);
    expect(err[0]).toBe(
      `eccp: tcp://127.0.0.1:${port}: (111) Connection refused; is the server running and is this its port?`,
    );
    server = await FakeServer.listen();
  });

  it('a lost connection is exit code 3', async () => {
    const done = eccp('events');
    await expect.poll(() => err).toEqual(['waiting for events, Ctrl-C to stop']);
    server.cut();
    expect(await done).toBe(3);
    expect(err).toContain('eccp: the server closed the connection');
  });

  it.each([
    [['fly'], 'there is no command fly; see `eccp --help`'],
    [['constructor'], 'there is no command constructor; see `eccp --help`'],
    [['hold'], 'which agent? e.g. Agent/412; see `eccp hold --help`'],
    [['hold', '412', '--password', '1'], '412 is no agent, write e.g. Agent/412; see `eccp hold --help`'],
    [['hold', 'Agent/412'], '--password is missing, e.g. --password 1234; see `eccp hold --help`'],
    [['hold', 'Agent/412', '--pasword', '1'], "Unknown option '--pasword'; see `eccp hold --help`"],
    [['pauses', 'Agent/412'], 'unexpected Agent/412; see `eccp pauses --help`'],
    [
      ['transfer', 'Agent/412', '--password', '1'],
      '--to is missing, e.g. --to 505; see `eccp transfer --help`',
    ],
    [
      ['callinfo', '--call', '88'],
      '--campaign is missing, e.g. --campaign 3 (or --incoming); see `eccp callinfo --help`',
    ],
    [
      ['mute', 'Agent/412', '--password', '1', '--seconds', '0'],
      '--seconds is a whole number from 1 to 86400, not 0; see `eccp mute --help`',
    ],
    [
      ['agentlogin', 'Agent/412', '--password', '1'],
      '--extension is missing, e.g. --extension 412; see `eccp agentlogin --help`',
    ],
  ])('wrong usage is exit code 2: %j', async (argv, message) => {
    expect(await eccp(...argv)).toBe(2);
    expect(err).toEqual([`eccp: ${message}`]);
    expect(server.received).toEqual([]);
  });

  it('helps', async () => {
    expect(await eccp('--help')).toBe(0);
    expect(out[0]).toContain('agentlogin AGENT');
    expect(await eccp('pause', '--help')).toBe(0);
    expect(out[1]).toContain('--break ID');
    expect(await main([], { out: () => {}, err: (line) => err.push(line), signal: interrupt.signal })).toBe(
      2,
    );
    expect(err[0]).toContain('eccp COMMAND');
  });
});
