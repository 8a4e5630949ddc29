import { describe, expect, it } from 'vitest';
import { follow, news } from '../testing/follow.js';
import { selling } from '../testing/outgoing-calls.js';
import { obliging } from '../testing/scripted-asterisk.js';
import { held, type Situation, talking } from '../testing/situations.js';
import { command, ROSA } from '../testing/test-server.js';

const LIMITED = { holdLimitMs: 60_000, holdWarningMs: 10_000 };

/** Her contact of campaign 3 waits in the parking lot. */
const contactHeld: Situation = async (server, client) => {
  await selling(server, client);
  await client.ask('hold', command('hold', ROSA));
};

describe.each([
  ['a caller', held, '<calltype>incoming</calltype><call_id>1</call_id>'],
  [
    'a contact of a campaign',
    contactHeld,
    '<calltype>outgoing</calltype><campaign_id>3</campaign_id><call_id>88</call_id>',
  ],
] as const)('%s on hold for as long as one may be', (_, arrange, fields) => {
  it('is announced, and does not come back to a phone that nobody answers', async () => {
    await using it = await follow({ ...LIMITED, extended: true });
    it.server.asterisk.script = (intent) =>
      obliging(intent).filter(({ kind }) => intent.kind !== 'retrieve' || kind !== 'call-connected');
    await arrange(it.server, it.client);
    await it.client.arrived();
    it.server.clock.advance(50_000);
    const [warning = ''] = await it.client.arrived();
    expect(warning).toMatch(
      new RegExp(
        `^<event><holdwarning><agent_number>${ROSA}</agent_number>${fields}<hold_end>[-0-9: ]{19}</hold_end></holdwarning></event>$`,
      ),
    );
    it.server.clock.advance(40_000);
    const documents = await it.client.arrived();
    expect(documents[0]).toBe(
      `<event><unholdfailed><agent_number>${ROSA}</agent_number>${fields}</unholdfailed></event>`,
    );
    expect(news(documents)).toEqual(['unholdfailed', 'pauseend', 'callprogress OffHold', 'agentunlinked']);
    expect(it.server.asterisk.intents.at(-1)).toMatchObject({ kind: 'redirect', to: { kind: 'queue' } });
  });
});

it('nothing of it is told in the plain profile (D-17)', async () => {
  await using it = await follow(LIMITED);
  await held(it.server, it.client);
  await it.client.arrived();
  it.server.clock.advance(50_000);
  expect(await it.client.arrived()).toEqual([]);
});

it('unhold while the caller is being parked is refused, for there is no slot yet; its own console waits (B-07)', async () => {
  await using it = await follow();
  await talking(it.server, it.client);
  it.server.asterisk.script = () => [];
  const holding = it.client.ask('hold', command('hold', ROSA));
  const another = await it.server.loggedIn();
  expect(await another.ask('unhold', command('unhold', ROSA))).toContain(
    '<code>417</code><message>Agent currenty handling a call</message>',
  );
  it.server.asterisk.callEnds('c1');
  await holding;
});
