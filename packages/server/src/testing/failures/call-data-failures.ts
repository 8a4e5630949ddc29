import type { CallStore } from '@openeccp/core';
import { INQUIRY, SALE, withCalls } from '../sample-calls.js';
import { and, type Situation } from '../situations.js';
import { command, LUIS, ROSA } from '../test-server.js';
import { BAD, type FailureCase } from './failure-case.js';

const CALL_88 = '<campaign_id>3</campaign_id><call_id>88</call_id>';
const UNREADABLE = { level: 'inner', code: 500, message: 'Cannot read call info' } as const;
const NOT_FOUND = { level: 'inner', code: 404, message: 'Call not found' } as const;
const FOREIGN = { level: 'inner', code: 401, message: 'Unauthorized agent' } as const;

const fails =
  (...methods: readonly (keyof CallStore)[]): Situation =>
  (server) => {
    server.calls.fails = new Set(methods);
  };
/** What the floor asked to be written does not get into the database. */
const unwritten: Situation = (server) => {
  server.written = async () => false;
};
/** The database has both calls, and no agent had them. */
const nobodys: Situation = (server) => {
  server.calls.calls = [SALE, INQUIRY].map((call) => ({ ...call, agent: undefined }));
};

const info = (args: string): string => `<getcallinfo>${args}</getcallinfo>`;
const contact = (call: number, id: number): string =>
  command('setcontact', ROSA, `<call_id>${call}</call_id><contact_id>${id}</contact_id>`);
const save = (forms: string, agent = ROSA): string =>
  command('saveformdata', agent, `<call_id>88</call_id><forms>${forms}</forms>`);
const filled = (field: number, value: string): string =>
  `<form id="2"><field id="${field}">${value}</field></form>`;

/** Failures of `getcallinfo`, `setcontact` and `saveformdata` (ECCP §8.4). */
export const callDataFailures: readonly FailureCase[] = [
  { request: 'getcallinfo', ...BAD, when: 'unknown type', send: info('<campaign_type>x</campaign_type>') },
  { request: 'getcallinfo', ...BAD, when: 'outgoing without campaign', send: info('<call_id>88</call_id>') },
  { request: 'getcallinfo', ...BAD, when: 'no call', send: info('<campaign_id>3</campaign_id>') },
  ...(
    [
      ['the call', fails('info')],
      ['what is known about it', fails('details')],
      ['what has just happened to it', unwritten],
    ] as const
  ).map(([what, arrange]) => ({
    request: 'getcallinfo' as const,
    ...UNREADABLE,
    when: `the database does not tell ${what}`,
    send: info(CALL_88),
    arrange: and(withCalls, arrange),
  })),
  ...(
    [
      ['unknown', '<campaign_id>3</campaign_id><call_id>89</call_id>'],
      ['of another campaign', '<campaign_id>4</campaign_id><call_id>88</call_id>'],
      ['of the other direction', '<campaign_type>incoming</campaign_type><call_id>88</call_id>'],
    ] as const
  ).map(([when, args]) => ({
    request: 'getcallinfo' as const,
    ...NOT_FOUND,
    when,
    send: info(args),
    arrange: withCalls,
  })),

  {
    request: 'setcontact',
    ...BAD,
    when: 'no call',
    send: command('setcontact', ROSA, '<contact_id>12</contact_id>'),
  },
  {
    request: 'setcontact',
    ...BAD,
    when: 'no contact',
    send: command('setcontact', ROSA, '<call_id>51</call_id>'),
  },
  {
    request: 'setcontact',
    level: 'inner',
    code: 404,
    message: 'Call ID not found',
    when: 'an outgoing call has this id',
    send: contact(88, 12),
    arrange: withCalls,
  },
  { request: 'setcontact', ...FOREIGN, when: 'nobody had the call', send: contact(51, 12), arrange: nobodys },
  {
    request: 'setcontact',
    ...FOREIGN,
    when: 'somebody else had the call, before the contact is looked at',
    send: command('setcontact', LUIS, '<call_id>51</call_id><contact_id>99</contact_id>'),
    arrange: withCalls,
  },
  {
    request: 'setcontact',
    level: 'inner',
    code: 404,
    message: 'Contact ID not found',
    when: 'unknown contact',
    send: contact(51, 99),
    arrange: withCalls,
  },

  ...(
    [
      ['unknown type', '<campaign_type>x</campaign_type><call_id>88</call_id><forms/>'],
      ['no call', '<forms/>'],
      ['no forms', '<call_id>88</call_id>'],
      ['a form twice', '<call_id>88</call_id><forms><form id="2"/><form id="2"/></forms>'],
    ] as const
  ).map(([when, args]) => ({
    request: 'saveformdata' as const,
    ...BAD,
    when,
    send: command('saveformdata', ROSA, args),
  })),
  ...(
    [
      ['nobody had the call', save(filled(99, '')), nobodys],
      ['somebody else had the call', save(filled(99, ''), LUIS), withCalls],
      ['unknown call', save(filled(99, '')), undefined],
    ] as const
  ).map(([when, send, arrange]) => ({
    request: 'saveformdata' as const,
    ...FOREIGN,
    when: `${when}, before the forms are looked at`,
    send,
    ...(arrange === undefined ? {} : { arrange }),
  })),
  {
    request: 'saveformdata',
    level: 'inner',
    code: 500,
    message: 'Cannot read form information',
    when: 'the database does not tell the forms',
    send: save(filled(7, 'x')),
    arrange: and(withCalls, fails('formFields')),
  },
  ...(
    [
      [404, 'Form ID not found: 9', 'unknown form', '<form id="9"><field id="7">no</field></form>'],
      [404, 'Field ID not found in form: 2 - 99', 'unknown field', filled(99, '')],
      [413, 'Form value too large: 2 - 7', '251 bytes', filled(7, `${'n'.repeat(249)}ñ`)],
      [
        406,
        'Date format not acceptable, must be yyyy-mm-dd or yyyy-mm-dd hh:mm:ss: 2 - 8',
        'no date',
        filled(8, '1/3/2024'),
      ],
      [406, 'Value not in list of accepted values: 2 - 9', 'not in the list', filled(9, 'perhaps')],
      [
        406,
        'Value not in list of accepted values: 2 - 9',
        'the first of two problems',
        `${filled(9, '')}<form id="9"/>`,
      ],
    ] as const
  ).map(([code, message, when, forms]) => ({
    request: 'saveformdata' as const,
    level: 'inner' as const,
    code,
    message,
    when,
    send: save(forms),
    arrange: withCalls,
  })),
  {
    request: 'saveformdata',
    level: 'inner',
    code: 500,
    message: 'Unable to check previous form value',
    when: 'the database does not take the values',
    send: save(filled(7, 'x')),
    arrange: and(withCalls, fails('saveFormValues')),
  },
];
