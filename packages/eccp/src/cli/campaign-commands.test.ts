import { afterEach, beforeEach, expect, it } from 'vitest';
import { failures } from '../messages/failures.js';
import { rejected } from '../messages/request-outcome.js';
import { definitionOf } from '../messages/requests.js';
import { FakeServer } from '../testing/fake-server.js';
import { main } from './main.js';

let server: FakeServer;
let asked: unknown[];
let err: string[];

beforeEach(async () => {
  [asked, err] = [[], []];
  server = await FakeServer.listen((request) => {
    asked.push([request.name, definitionOf(request.name).decodeArguments(request.command)]);
    return rejected(failures.invalidStartDate);
  });
});

afterEach(() => server.close());

function eccp(line: string): Promise<number> {
  const io = { out: () => {}, err: (text: string) => err.push(text), signal: new AbortController().signal };
  return main([...line.split(' '), '--port', String(server.port)], io);
}

const OUTGOING = { campaignType: 'outgoing', campaignId: 3 };
const DAYS = { datetimeStart: '2024-03-01', datetimeEnd: '2024-03-02' };

it.each<readonly [string, string, object]>([
  ['campaigns', 'getcampaignlist', {}],
  [
    'campaigns --type incoming --status active --name of --from 2024-03-01 --to 2024-03-02 --offset 5 --limit 9',
    'getcampaignlist',
    { campaignType: 'incoming', status: 'active', filterName: 'of', ...DAYS, offset: 5, limit: 9 },
  ],
  ['campaign 3', 'getcampaigninfo', OUTGOING],
  ['campaign 3 --type incoming', 'getcampaigninfo', { campaignType: 'incoming', campaignId: 3 }],
  ['campaignstatus 3', 'getcampaignstatus', OUTGOING],
  ['campaignstatus 3 --from 2024-03-01', 'getcampaignstatus', { ...OUTGOING, datetimeStart: '2024-03-01' }],
  ['campaignwait 3', 'getcampaignqueuewait', OUTGOING],
  [
    'campaignlog 3 --from 2024-03-01 --to 2024-03-02 --last 100 --before 904',
    'campaignlog',
    { ...OUTGOING, ...DAYS, lastN: 100, idBefore: 904 },
  ],
  ['queuelog 9000 --last 1', 'campaignlog', { campaignType: 'incoming', queue: '9000', lastN: 1 }],
  ['incomingqueues --limit 9', 'getincomingqueuelist', { limit: 9 }],
  ['queuestatus 9000', 'getincomingqueuestatus', { queue: '9000' }],
  ['queuescript 9000', 'getqueuescript', { queue: 9000 }],
  ['activity --from 2024-03-01', 'getagentactivitysummary', { datetimeStart: '2024-03-01' }],
  ['extension PJSIP/412', 'getextensionstatus', { extension: 'PJSIP/412' }],
  ['refresh', 'refreshagents', {}],
  ['dump', 'dumpstatus', {}],
])('eccp %s', async (line, request, args) => {
  expect(await eccp(line)).toBe(1);
  expect(asked).toEqual([[request, args]]);
  expect(err).toEqual([`${request} refused: 400 Bad request - invalid start date`]);
});

it.each([
  ['campaign', 'which campaign? e.g. 3; see `eccp campaign --help`'],
  ['queuestatus nine', 'nine is no queue, write e.g. 9000; see `eccp queuestatus --help`'],
  ['extension 412', '412 is no extension, write e.g. PJSIP/412; see `eccp extension --help`'],
  ['campaign 3 --type both', '--type is outgoing or incoming, not both; see `eccp campaign --help`'],
  [
    'activity --from 2023-02-29',
    '--from is a day like 2024-03-01, not 2023-02-29; see `eccp activity --help`',
  ],
])('wrong usage: eccp %s', async (line, message) => {
  expect(await eccp(line)).toBe(2);
  expect(err).toEqual([`eccp: ${message}`]);
  expect(server.received).toEqual([]);
});
