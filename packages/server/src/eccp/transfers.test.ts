import type { TelephonyIntent } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { follow, news } from '../testing/follow.js';
import { orderOf } from '../testing/order-of.js';
import { dials, OUTGOING, scheduled } from '../testing/outgoing-calls.js';
import { eventsFirst, obliging } from '../testing/scripted-asterisk.js';
import { consulting, held, luisLoggedIn, talking } from '../testing/situations.js';
import { command, LUIS, ROSA } from '../testing/test-server.js';

const TO_505 = '<extension>505</extension>';
const TO_LUIS = `<target_agent_number>${LUIS}</target_agent_number>`;

/** Everything succeeds, but the target of a consultation goes on ringing. */
const ringing = (intent: TelephonyIntent) =>
  obliging(intent).filter(({ kind }) => kind !== 'consultation-answered');

describe.each([
  ['in step', obliging],
  ['with its events before its answers', eventsFirst],
])('transfers, with Asterisk %s (ECCP §6.2)', (_, script) => {
  it('blind: the answer, then the end of the agent’s part', async () => {
    await using it = await follow();
    it.server.asterisk.script = script;
    await talking(it.server, it.client);
    expect(await orderOf(it.client, command('transfercall', ROSA, TO_505))).toEqual([
      'transfercall_response',
      'agentunlinked',
    ]);
    expect(it.server.writes).toContainEqual({
      kind: 'call-transferred',
      row: { kind: 'incoming', id: 1 },
      to: '505',
    });
  });

  it('blind, of a customer on hold: the hold ends first', async () => {
    await using it = await follow();
    it.server.asterisk.script = script;
    await held(it.server, it.client);
    await it.client.arrived();
    await it.client.ask('x', command('transfercall', ROSA, TO_505));
    expect(news(await it.client.arrived())).toEqual(['pauseend', 'callprogress OffHold', 'agentunlinked']);
  });

  it('to an agent: the answer, the end for the one, the same call for the other', async () => {
    await using it = await follow();
    await luisLoggedIn(it.server, it.client);
    await talking(it.server, it.client);
    it.server.asterisk.script = script;
    expect(await orderOf(it.client, command('transfercallagent', ROSA, TO_LUIS))).toEqual([
      'transfercallagent_response',
      'agentunlinked',
    ]);
    it.server.asterisk.connects('c1', LUIS);
    const [linked = ''] = await it.client.arrived();
    expect(linked).toContain(`<call_id>1</call_id>`);
    expect(linked).toContain(`<agent_number>${LUIS}</agent_number>`);
  });

  it('attended: consultationstart, the answer; hangup: its answer, consultationend, agentunlinked', async () => {
    await using it = await follow({ extended: true });
    it.server.asterisk.script = script;
    await talking(it.server, it.client);
    expect(await orderOf(it.client, command('atxfercall', ROSA, TO_505))).toEqual([
      'consultationstart',
      'atxfercall_response',
    ]);
    await it.client.ask('x', command('hangup', ROSA));
    expect(news(await it.client.arrived())).toEqual([
      'callprogress Transfer',
      'consultationend',
      'agentunlinked',
    ]);
  });
});

describe('hangup, ECCP §8.3', () => {
  it('while the target still rings: the agent is back with its customer, and nothing is transferred', async () => {
    await using it = await follow({ extended: true });
    it.server.asterisk.script = ringing;
    await talking(it.server, it.client);
    await it.client.ask('consult', command('atxfercall', ROSA, TO_505));
    expect(await orderOf(it.client, command('hangup', ROSA))).toEqual(['hangup_response', 'consultationend']);
    const status = await it.client.ask(
      'status',
      `<getagentstatus><agent_number>${ROSA}</agent_number></getagentstatus>`,
    );
    expect(status).toContain('<callstatus>Success</callstatus>');
  });

  it('when Asterisk will not join customer and target: refused, and the agent still has both', async () => {
    await using it = await follow();
    await consulting(it.server, it.client);
    it.server.asterisk.script = (intent) =>
      intent.kind === 'complete-transfer'
        ? [{ ...intent, kind: 'transfer-answered', accepted: false, message: 'No such channel' }]
        : obliging(intent);
    expect(await it.client.ask('x', command('hangup', ROSA))).toContain(
      '<code>500</code><message>Cannot hangup agent call</message>',
    );
    it.server.asterisk.script = obliging;
    expect(await orderOf(it.client, command('hangup', ROSA))).toEqual(['hangup_response', 'agentunlinked']);
  });

  it('of an agent whose scheduled call is on its way: the attempt ends', async () => {
    await using it = await follow();
    await scheduled(it.server, it.client);
    dials(it.server);
    await it.client.arrived();
    expect(await it.client.ask('x', command('hangup', ROSA))).toContain('<success/>');
    expect(it.server.asterisk.intents.at(-1)).toMatchObject({ kind: 'abort-call', call: OUTGOING });
    expect(news(await it.client.arrived())).toEqual(['schedulecallfailed', 'callprogress Failure']);
  });
});
