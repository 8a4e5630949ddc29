import type { CallDetails, FormField, StoredCall } from '@openeccp/core';
import { ROSA, type TestServer } from './test-server.js';

/** After ten in the morning of 1 March 2024 in Guayaquil. Epoch milliseconds. */
const at = (minutes: number, seconds: number): number => Date.UTC(2024, 2, 1, 15, minutes, seconds);

/** Call 88 of campaign 3: an outgoing call that Rosa had. */
export const SALE: StoredCall = {
  row: { kind: 'outgoing', id: 88 },
  campaignId: 3,
  phone: '5550171',
  status: 'Success',
  uniqueid: '1709284000.21',
  durationS: 64,
  dialledAt: at(0, 0),
  answeredAt: at(0, 7),
  joinedAt: at(0, 7),
  linkedAt: at(0, 9),
  endedAt: at(1, 13),
  retries: 1,
  failureCause: undefined,
  failureText: undefined,
  trunk: 'SIP/carrier',
  queue: undefined,
  agent: ROSA,
};

/** Call 51 of queue 9000, outside any campaign: an incoming call that Rosa had. */
export const INQUIRY: StoredCall = {
  ...SALE,
  row: { kind: 'incoming', id: 51 },
  campaignId: undefined,
  status: 'terminada',
  dialledAt: undefined,
  answeredAt: undefined,
  retries: undefined,
  queue: '9000',
};

export const KNOWN: CallDetails = {
  attributes: [{ label: 'Name', value: 'Ana P.', order: 1 }],
  contacts: [{ id: 12, attributes: [{ label: 'first_name', value: 'Ana', order: 1 }] }],
  survey: [{ id: 2, fields: [{ id: 7, label: 'Result', value: 'interested' }] }],
};

const field = (id: number, type: string, options: readonly string[] = []): FormField => ({
  id,
  order: id,
  label: `Field ${id}`,
  type,
  options,
  defaultValue: '',
});

/** Form 2: a text, a date, a list and a label. */
export const FORMS: ReadonlyMap<number, readonly FormField[]> = new Map([
  [2, [field(7, 'TEXT'), field(8, 'DATE'), field(9, 'LIST', ['yes', 'no']), field(10, 'LABEL')]],
]);

/** The database has both calls, what is known about them, forms and a contact. */
export function withCalls(server: TestServer): void {
  server.calls.calls = [SALE, INQUIRY];
  server.calls.known = KNOWN;
  server.calls.forms = FORMS;
  server.calls.contactIds = [12];
}
