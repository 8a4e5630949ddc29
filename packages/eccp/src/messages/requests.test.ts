import { describe, expect, it } from 'vitest';
import { writeElement } from '../codec/document-writer.js';
import { childOf, element } from '../codec/xml-element.js';
import { agentRequests } from '../testing/examples/agent-requests.js';
import { callDataRequests } from '../testing/examples/call-data-requests.js';
import { callRequests } from '../testing/examples/call-requests.js';
import { campaignRequests } from '../testing/examples/campaign-requests.js';
import { CREDENTIALS, type Example } from '../testing/examples/example.js';
import { ownRequestExamples } from '../testing/examples/own-requests.js';
import { sessionRequests } from '../testing/examples/session-requests.js';
import { decodeArguments, parse } from '../testing/parse.js';
import { failures } from './failures.js';
import { knownCommands } from './known-commands.js';
import { rejected } from './request-outcome.js';
import {
  definitionOf,
  isRequestName,
  ownRequests,
  type RequestName,
  requestNames,
  requests,
} from './requests.js';
import { decodeResponse, encodeResponse } from './responses.js';

const examples = [
  ...sessionRequests,
  ...agentRequests,
  ...callRequests,
  ...callDataRequests,
  ...campaignRequests,
  ...ownRequestExamples,
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

describe('examples of ECCP §8', () => {
  it.each(examples.map((each) => [each.name, each] as const))('%s', (_, each) => {
    checkRequest(each as Example<RequestName>);
    checkResponses(each as Example<RequestName>);
  });

  it('cover every request', () => {
    expect([...new Set(examples.map((each) => each.name))].toSorted()).toEqual(requestNames.toSorted());
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
    (content) => expect(decodeArguments('loginagent', content)).toBeUndefined(),
  );

  it.each(['', 'abc', '0', '-5', ' 5', '0.9'])('loginagent refuses timeout %j', (timeout) => {
    const given = `${CREDENTIALS}<extension>412</extension><timeout>${timeout}</timeout>`;
    expect(decodeArguments('loginagent', given)).toBeUndefined();
  });

  it('an empty element is present, the first of two counts, unknown ones are ignored', () => {
    expect(decodeArguments('login', '<password/><x/><username>a</username><username>b</username>')).toEqual({
      username: 'a',
      password: '',
    });
    expect(decodeArguments('filterbyagent', '<agent_number/>')).toEqual({ agentNumber: '' });
  });

  it('an absent hash is not a bad request', () => {
    expect(decodeArguments('hold', '<agent_number>Agent/412</agent_number>')).toEqual({
      agentNumber: 'Agent/412',
    });
  });

  it.each([
    ['', false],
    ['<enable/>', false],
    ['<enable>0</enable>', false],
    ['<enable>-1</enable>', true],
    ['<enable>yes</enable>', false],
  ])('callprogress %j', (content, enable) =>
    expect(decodeArguments('callprogress', content)).toEqual({ enable }),
  );

  it.each([
    ['pauseagent', CREDENTIALS],
    ['getagentstatus', ''],
    ['getmultipleagentstatus', '<agent_number>Agent/412</agent_number>'],
    ['getagentqueues', ''],
    ['getmultipleagentqueues', '<agent_number>Agent/412</agent_number>'],
    ['getqueuescript', ''],
    ['getcampaigninfo', '<campaign_type>incoming</campaign_type>'],
    ['getcampaigninfo', '<campaign_id>3</campaign_id><campaign_type>Incoming</campaign_type>'],
    ['getcampaignstatus', '<datetime_start>x</datetime_start>'],
    ['getcampaignqueuewait', '<campaign_type>incoming</campaign_type>'],
    ['getcampaignqueuewait', '<campaign_id>3</campaign_id>'],
    ['getcampaignqueuewait', '<campaign_id>3</campaign_id><campaign_type/>'],
    ['getincomingqueuestatus', '<datetime_start>x</datetime_start>'],
    ['getextensionstatus', ''],
    ['filterbyagent', ''],
    ['logoutagent', ''],
    ['login', '<username>a</username>'],
    ['resumeevents', '<since>7</since>'],
    ['resumeevents', '<epoch>a</epoch>'],
    ['resumeevents', '<epoch>a</epoch><since>7b</since>'],
    ['resumeevents', '<epoch>a</epoch><since/>'],
  ] as const)('%s with %j is a bad request', (name, content) => {
    expect(decodeArguments(name, content)).toBeUndefined();
  });
});

describe('arguments, ECCP §8.5', () => {
  it('a campaign is an outgoing one unless told', () => {
    const outgoing = { campaignType: 'outgoing', campaignId: 12 };
    expect(decodeArguments('getcampaigninfo', '<campaign_id>12abc</campaign_id>')).toEqual(outgoing);
    expect(decodeArguments('getcampaignstatus', '<campaign_id> 12</campaign_id>')).toEqual(outgoing);
  });

  it('what has a failure of its own, or a check before it, is kept as sent', () => {
    const dates = '<datetime_start>yesterday</datetime_start><datetime_end/>';
    const kept = { datetimeStart: 'yesterday', datetimeEnd: '' };
    expect(decodeArguments('getagentactivitysummary', dates)).toEqual(kept);
    expect(decodeArguments('campaignlog', dates)).toEqual(kept);
    const words = '<campaign_type>both</campaign_type><status/><offset>5</offset>';
    expect(decodeArguments('getcampaignlist', `${words}${dates}`)).toEqual({
      campaignType: 'both',
      status: '',
      offset: 5,
      ...kept,
    });
    expect(decodeArguments('getincomingqueuelist', '<offset/>')).toEqual({ offset: 0 });
    const campaign = '<campaign_id>3</campaign_id><campaign_type>both</campaign_type>';
    expect(decodeArguments('getcampaignstatus', `${campaign}<datetime_start/>`)).toEqual({
      campaignType: 'both',
      campaignId: 3,
      datetimeStart: '',
    });
    expect(decodeArguments('getextensionstatus', '<extension>412</extension>')).toEqual({ extension: '412' });
  });

  it('the first of two counts, as a client library needs that repeats `datetime_end`', () => {
    const twice = '<datetime_end>2024-03-01</datetime_end><datetime_end>2024-03-02</datetime_end>';
    expect(decodeArguments('campaignlog', twice)).toEqual({ datetimeEnd: '2024-03-01' });
  });
});

describe('the table', () => {
  it('has every request under its own name, all but ours known commands', () => {
    for (const name of requestNames) {
      expect(requests[name].name).toBe(name);
      expect(knownCommands.includes(name)).toBe(!ownRequests.has(name));
    }
    expect(new Set(knownCommands).size).toBe(41);
  });

  it('follows the classes of ECCP §5.4', () => {
    const ofClass = (wanted: string) =>
      requestNames.filter((name) => requests[name].authorisation === wanted).toSorted();
    expect(ofClass('none')).toEqual(['getrequestlist', 'login', 'logout']);
    expect(ofClass('agent-own-check')).toEqual(['loginagent', 'logoutagent']);
    expect(ofClass('agent')).toEqual([
      ...['atxfercall', 'getchanvars', 'hangup', 'hold', 'mixmonitormute', 'mixmonitorunmute', 'pauseagent'],
      ...['pingagent', 'saveformdata', 'schedulecall', 'setcontact', 'transfercall', 'transfercallagent'],
      ...['unhold', 'unpauseagent'],
    ]);
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
