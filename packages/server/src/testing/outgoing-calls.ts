import type { AgentName, CallId, CallOrder, Channel } from '@openeccp/core';
import { loggedIn, type Situation } from './situations.js';
import { ROSA, type TestServer } from './test-server.js';

/** The call that {@link place} makes. */
export const OUTGOING = 'o1' as CallId;
export const TRUNK: Channel = { name: 'PJSIP/trunk-0000001c', uniqueid: OUTGOING };

/** Contact 88 of campaign 3 is called for the second time, for queue 9100 or for one agent. */
export function place(server: TestServer, agent?: AgentName): void {
  const order: CallOrder = {
    call: OUTGOING,
    rowId: 88,
    campaignId: 3,
    phone: '5550199',
    trunk: 'PJSIP/trunk',
    retry: 2,
    queue: agent === undefined ? '9100' : undefined,
    agent,
    before: undefined,
    dial: 'PJSIP/5550199@trunk',
    context: 'from-internal',
    exten: '9100',
    ringMs: 30_000,
    callerId: '5550199',
    variables: new Map(),
  };
  server.runtime.submit({ kind: 'place-call', order });
}

/** A trunk dials the contact. */
export function dials(server: TestServer): void {
  server.asterisk.report({ kind: 'call-dialling', call: OUTGOING, channel: TRUNK });
}

/** The contact answers. */
export function answers(server: TestServer): void {
  server.asterisk.report({ kind: 'call-answered', call: OUTGOING, customer: TRUNK });
}

/** The contact is in the campaign's queue. */
export function queues(server: TestServer): void {
  const { asterisk } = server;
  asterisk.report({
    kind: 'caller-joined',
    call: OUTGOING,
    queue: '9100',
    phone: '5550199',
    customer: TRUNK,
  });
}

/** The contact is not reached. */
export function fails(server: TestServer): void {
  server.asterisk.report({ kind: 'call-failed', call: OUTGOING, cause: 17, causeText: 'User busy' });
}

/** Rosa talks to the contact. */
export const selling: Situation = async (server, client) => {
  await loggedIn(server, client);
  place(server);
  answers(server);
  queues(server);
  server.asterisk.connects(OUTGOING, ROSA);
};

/** A call that was scheduled for Rosa is being placed. */
export const scheduled: Situation = async (server, client) => {
  await loggedIn(server, client);
  server.runtime.submit({ kind: 'reservations', until: new Map([[ROSA, server.clock.now() + 60_000]]) });
  place(server, ROSA);
};
