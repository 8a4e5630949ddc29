import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../codec/document-reader.js';
import { writeElement } from '../codec/document-writer.js';
import { childOf, element, type XmlElement } from '../codec/xml-element.js';
import { agentAlreadyConnected, failures } from './failures.js';
import { knownCommands } from './known-commands.js';
import { accepted, type RequestOutcome, refused, rejected } from './request-outcome.js';
import {
  type ArgumentsOf,
  definitionOf,
  isRequestName,
  type ReplyOf,
  type RequestName,
  requestNames,
  requests,
} from './requests.js';
import { decodeResponse, encodeResponse } from './responses.js';

const HASH = '9f8ee06c82e6096a295c0047cb221a78';
const AGENT = { agentNumber: 'Agent/412', agentHash: HASH };
const CREDENTIALS = `<agent_number>Agent/412</agent_number><agent_hash>${HASH}</agent_hash>`;
const NOTHING = {};

function parse(document: string): XmlElement {
  const [item] = new DocumentReader({ roots: ['request', 'response'] }).push(Buffer.from(document));
  if (item?.kind !== 'document') throw new Error(item?.reason ?? 'incomplete');
  return item.root;
}

/** One example of ECCP §8: the command as written and as decoded. */
interface Example<Name extends RequestName> {
  readonly name: Name;
  readonly command: string;
  readonly args: ArgumentsOf<Name>;
  /** Payload as written, and the outcome that it says. */
  readonly responses: readonly (readonly [string, RequestOutcome<ReplyOf<Name>>])[];
}

function example<Name extends RequestName>(
  name: Name,
  command: string,
  args: ArgumentsOf<Name>,
  ...responses: Example<Name>['responses']
): Example<Name> {
  return { name, command, args, responses };
}

function failed(code: number, message: string): string {
  return `<failure><code>${code}</code><message>${message}</message></failure>`;
}

const ONCALL =
  '<status>oncall</status><channel>SIP/412-0000001a</channel><extension>412</extension><remote_channel>SIP/carrier-0000001c</remote_channel><onhold>0</onhold><callinfo><calltype>incoming</calltype><callid>51</callid><queuenumber>9000</queuenumber><callnumber>5550171</callnumber><callstatus>Success</callstatus><trunk>SIP/carrier</trunk><queuestart>10:02:11</queuestart><linkstart>10:02:19</linkstart></callinfo>';

const SUCCESS = ['<success/>', accepted({})] as const;

const examples = [
  example('getrequestlist', '', NOTHING, [
    '<requests><request>getrequestlist</request><request>login</request><request>hold</request></requests>',
    accepted({ requests: ['getrequestlist', 'login', 'hold'] }),
  ]),
  example(
    'login',
    '<username>consoleapp</username><password>s3cret</password>',
    { username: 'consoleapp', password: 's3cret' },
    [
      '<success/><app_cookie>0f53c1f2f7b84f0e9a6f6a9be1b0c77d</app_cookie>',
      accepted({ cookie: '0f53c1f2f7b84f0e9a6f6a9be1b0c77d' }),
    ],
    [failed(401, 'Invalid username or password'), refused(failures.invalidCredentials)],
  ),
  example('logout', '', NOTHING, SUCCESS),
  example('filterbyagent', '<agent_number>Agent/412</agent_number>', { agentNumber: 'Agent/412' }, SUCCESS),
  example('callprogress', '<enable>1</enable>', { enable: true }, SUCCESS),
  example(
    'getagentstatus',
    '<agent_number>Agent/412</agent_number>',
    { agentNumber: 'Agent/412' },
    ['<status>offline</status>', accepted({ status: 'offline' })],
    [
      '<status>online</status><channel>SIP/412-0000001a</channel><extension>412</extension><onhold>0</onhold>',
      accepted({ status: 'online', channel: 'SIP/412-0000001a', extension: '412', onHold: false }),
    ],
    [
      ONCALL,
      accepted({
        status: 'oncall',
        channel: 'SIP/412-0000001a',
        extension: '412',
        remoteChannel: 'SIP/carrier-0000001c',
        onHold: false,
        call: {
          callType: 'incoming',
          callId: 51,
          queueNumber: '9000',
          callNumber: '5550171',
          callStatus: 'Success',
          trunk: 'SIP/carrier',
          queueStart: '10:02:11',
          linkStart: '10:02:19',
        },
      }),
    ],
    [
      '<status>online</status><channel>SIP/412</channel><extension>412</extension><waitedcallinfo><calltype>outgoing</calltype><campaign_id>3</campaign_id><callid>120</callid><status>Ringing</status></waitedcallinfo><onhold>1</onhold>',
      accepted({
        status: 'online',
        channel: 'SIP/412',
        extension: '412',
        waitedCall: { callType: 'outgoing', campaignId: 3, callId: 120, status: 'Ringing' },
        onHold: true,
      }),
    ],
    [
      `<status>offline</status>${failed(404, 'Invalid agent number')}`,
      refused(failures.unknownAgentNumber, 'offline'),
    ],
  ),
  example(
    'getmultipleagentstatus',
    '<agents><agent_number>Agent/412</agent_number><agent_number>SIP/320</agent_number></agents>',
    { agentNumbers: ['Agent/412', 'SIP/320'] },
    [
      '<agents><agent><agent_number>Agent/412</agent_number><status>paused</status><channel>SIP/412-0000001a</channel><extension>412</extension><onhold>0</onhold><pauseinfo><pauseid>4</pauseid><pausename>Lunch</pausename><pausestart>12:30:00</pausestart></pauseinfo></agent><agent><agent_number>SIP/320</agent_number><status>offline</status></agent></agents>',
      accepted({
        agents: [
          {
            agentNumber: 'Agent/412',
            status: 'paused',
            channel: 'SIP/412-0000001a',
            extension: '412',
            onHold: false,
            pause: { pauseId: 4, pauseName: 'Lunch', pauseStart: '12:30:00' },
          },
          { agentNumber: 'SIP/320', status: 'offline' },
        ],
      }),
    ],
    ['<agents/>', accepted({ agents: [] })],
  ),
  example(
    'loginagent',
    `${CREDENTIALS}<extension>412</extension><timeout>900</timeout>`,
    { ...AGENT, extension: '412', timeout: 900 },
    ['<status>logging</status>', accepted({ status: 'logging' })],
    [
      `<status>logged-out</status>${failed(404, 'Specified extension not found')}`,
      refused(failures.extensionNotFound, 'logged-out'),
    ],
    [
      `<status>logged-out</status>${failed(409, 'Specified agent already connected to extension: 412')}`,
      refused(agentAlreadyConnected('412'), 'logged-out'),
    ],
  ),
  example('logoutagent', CREDENTIALS, AGENT, [
    '<status>logged-out</status>',
    accepted({ status: 'logged-out' }),
  ]),
  example('pingagent', CREDENTIALS, AGENT, SUCCESS),
  example('getpauses', '', NOTHING, [
    '<pause id="4"><name>Lunch</name><status>A</status><type>B</type><description>Midday meal</description></pause>',
    accepted({ pauses: [{ id: 4, name: 'Lunch', active: true, description: 'Midday meal' }] }),
  ]),
  example('pauseagent', `${CREDENTIALS}<pause_type>4</pause_type>`, { ...AGENT, pauseType: 4 }, SUCCESS, [
    failed(404, 'Break ID not found or not active'),
    refused(failures.breakNotFound),
  ]),
  example('unpauseagent', CREDENTIALS, AGENT, SUCCESS),
  example(
    'getagentqueues',
    '<agent_number>Agent/412</agent_number>',
    { agentNumber: 'Agent/412' },
    ['<queues><queue>9000</queue></queues>', accepted({ queues: ['9000'] })],
    ['<queues/>', accepted({ queues: [] })],
  ),
  example('hangup', CREDENTIALS, AGENT, SUCCESS, [
    failed(417, 'Agent not in call'),
    refused(failures.agentNotInCall),
  ]),
  example('hold', CREDENTIALS, AGENT, SUCCESS, [
    failed(417, 'Agent currenty not handling a call'),
    refused(failures.agentNotHandlingCall),
  ]),
  example('unhold', CREDENTIALS, AGENT, SUCCESS, [
    failed(417, 'Agent currenty handling a call'),
    refused(failures.agentHandlingCall),
  ]),
];

function checkRequest<Name extends RequestName>({ name, command, args }: Example<Name>): void {
  const written = command === '' ? `<${name}/>` : `<${name}>${command}</${name}>`;
  const definition = definitionOf(name);
  expect(writeElement(element(name, definition.encodeArguments(args)))).toBe(written);
  const decoded = childOf(parse(`<request id="1">${written}</request>`), name) ?? element('');
  expect(definition.decodeArguments(decoded)).toEqual(args);
}

function checkResponses<Name extends RequestName>({ name, responses }: Example<Name>): void {
  for (const [payload, outcome] of responses) {
    const document = `<?xml version="1.0"?>\n<response id="1"><${name}_response>${payload}</${name}_response></response>\n`;
    expect(encodeResponse(name, '1', outcome)).toBe(document);
    expect(decodeResponse(name, parse(document))).toEqual(outcome);
  }
}

function decode<Name extends RequestName>(name: Name, content: string): ArgumentsOf<Name> | undefined {
  const command = childOf(parse(`<request id="1"><${name}>${content}</${name}></request>`), name);
  return definitionOf(name).decodeArguments(command ?? element(''));
}

describe('examples of ECCP §8', () => {
  it.each(examples.map((each) => [each.name, each] as const))('%s', (_, each) => {
    checkRequest(each as Example<RequestName>);
    checkResponses(each as Example<RequestName>);
  });

  it('cover every request', () => {
    expect(examples.map((each) => each.name).toSorted()).toEqual(requestNames.toSorted());
  });
});

describe('responses', () => {
  it('an outer failure takes the place of the payload', () => {
    const document =
      '<?xml version="1.0"?>\n<response id="1"><failure><code>401</code><message>Unauthorized</message></failure></response>\n';
    expect(encodeResponse('hold', '1', rejected(failures.unauthorized))).toBe(document);
    expect(decodeResponse('hold', parse(document))).toEqual(rejected(failures.unauthorized));
  });

  it('the answer to another request is none', () => {
    const other = parse('<response id="1"><hold_response><success/></hold_response></response>');
    expect(decodeResponse('unhold', other)).toBeUndefined();
  });
});

describe('arguments, ECCP §3.1', () => {
  it.each(['', '<agent_number>Agent/412</agent_number>', '<extension>412</extension>'])(
    'loginagent without its arguments is a bad request: %j',
    (content) => expect(decode('loginagent', content)).toBeUndefined(),
  );

  it.each(['', 'abc', '0', '-5', ' 5', '0.9'])('loginagent refuses timeout %j', (timeout) => {
    const given = `${CREDENTIALS}<extension>412</extension><timeout>${timeout}</timeout>`;
    expect(decode('loginagent', given)).toBeUndefined();
  });

  it('an empty element is present, the first of two counts, unknown ones are ignored', () => {
    expect(decode('login', '<password/><x/><username>a</username><username>b</username>')).toEqual({
      username: 'a',
      password: '',
    });
    expect(decode('filterbyagent', '<agent_number/>')).toEqual({ agentNumber: '' });
  });

  it('an absent hash is not a bad request', () => {
    expect(decode('hold', '<agent_number>Agent/412</agent_number>')).toEqual({ agentNumber: 'Agent/412' });
  });

  it.each([
    ['', false],
    ['<enable/>', false],
    ['<enable>0</enable>', false],
    ['<enable>-1</enable>', true],
    ['<enable>yes</enable>', false],
  ])('callprogress %j', (content, enable) => expect(decode('callprogress', content)).toEqual({ enable }));

  it.each([
    ['pauseagent', CREDENTIALS],
    ['getagentstatus', ''],
    ['getmultipleagentstatus', '<agent_number>Agent/412</agent_number>'],
    ['getagentqueues', ''],
    ['filterbyagent', ''],
    ['logoutagent', ''],
    ['login', '<username>a</username>'],
  ] as const)('%s with %j is a bad request', (name, content) => {
    expect(decode(name, content)).toBeUndefined();
  });
});

describe('the table', () => {
  it('has every request under its own name, all of them known commands', () => {
    for (const name of requestNames) {
      expect(requests[name].name).toBe(name);
      expect(knownCommands).toContain(name);
    }
    expect(new Set(knownCommands).size).toBe(41);
  });

  it('follows the classes of ECCP §5.4', () => {
    const ofClass = (wanted: string) =>
      requestNames.filter((name) => requests[name].authorisation === wanted).toSorted();
    expect(ofClass('none')).toEqual(['getrequestlist', 'login', 'logout']);
    expect(ofClass('agent-own-check')).toEqual(['loginagent', 'logoutagent']);
    expect(ofClass('agent')).toEqual(['hangup', 'hold', 'pauseagent', 'pingagent', 'unhold', 'unpauseagent']);
  });

  it('documents 500 No AMI connection first, exactly where Asterisk is needed', () => {
    for (const name of requestNames) {
      const first = requests[name].failures[0]?.failure.message;
      expect(first === 'No AMI connection').toBe(requests[name].needsAsterisk);
    }
  });

  it('does not take inherited properties for requests', () => {
    expect(isRequestName('toString')).toBe(false);
    expect(isRequestName('hold')).toBe(true);
  });
});
