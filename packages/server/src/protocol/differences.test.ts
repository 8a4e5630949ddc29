import { describe, expect, it } from 'vitest';
import { SPRING } from '../testing/sample-campaigns.js';
import { localCustomer, loggedIn, rings, talking } from '../testing/situations.js';
import { command, loginAgent, ROSA, TestServer } from '../testing/test-server.js';
import { WireClient } from '../testing/wire-client.js';
import {
  type Extension,
  extendedEvents,
  type ProtocolChoice,
  settingsOf,
  urlSlotsOf,
} from './differences.js';

async function serve(some: Partial<ProtocolChoice>): Promise<TestServer> {
  const choice: ProtocolChoice = { profile: 'elastix', extended: false, ...some };
  return TestServer.start({ settings: settingsOf(choice), urlSlots: urlSlotsOf(choice) });
}

describe('profiles', () => {
  it.each([
    ['elastix', '<status>logged-out</status><failure><code>409</code>'],
    ['issabel', '<status>logged-in</status>'],
  ] as const)(
    '%s: loginagent on the extension that the agent is logged in on (D-07)',
    async (profile, told) => {
      await using server = await serve({ profile });
      const client = await server.loggedIn();
      await loggedIn(server, client);
      expect(await client.ask('again', loginAgent(ROSA))).toContain(told);
      expect(await client.ask('other', command('loginagent', ROSA, '<extension>413</extension>'))).toContain(
        '<code>409</code><message>Specified agent already connected to extension: 412</message>',
      );
    },
  );

  it.each([
    ['elastix', ['urltemplate', 'urlopentype']],
    [
      'issabel',
      ['urltemplate', 'urldescription', 'urlopentype', 'urltemplate3', 'urldescription3', 'urlopentype3'],
    ],
  ] as const)('%s: addresses in getcampaigninfo (D-15)', async (profile, told) => {
    await using server = await serve({ profile });
    server.campaigns.campaigns = [SPRING];
    const client = await server.loggedIn();
    const info = await client.ask(
      'x',
      `<getcampaigninfo><campaign_id>${SPRING.id}</campaign_id></getcampaigninfo>`,
    );
    expect(info.match(/(?<=<)url\w+/g)).toEqual(told);
  });
});

const ADDED: ReadonlySet<string> = extendedEvents;
const consult = command('atxfercall', ROSA, '<extension>505</extension>');

/** What a client sees of every extension, without and with it. */
const EXTENSIONS: Readonly<
  Record<
    Extension,
    {
      readonly see: (server: TestServer, client: WireClient) => Promise<unknown>;
      readonly off: unknown;
      readonly on: unknown;
    }
  >
> = {
  events: {
    see: async (server, client) => {
      await talking(server, client);
      rings(server, client);
      await client.ask('consult', consult);
      await client.ask('complete', command('hangup', ROSA));
      await client.arrived();
      return WireClient.eventNames(client.documents).filter((name) => ADDED.has(name));
    },
    off: [],
    on: ['agentstatechange', 'consultationstart', 'consultationend'],
  },
  ringing: {
    see: async (server, client) => {
      await loggedIn(server, client);
      rings(server, client);
      const status = `<getagentstatus><agent_number>${ROSA}</agent_number></getagentstatus>`;
      return /<status>(\w+)</.exec(await client.ask('status', status))?.[1];
    },
    off: 'online',
    on: 'ringing',
  },
  transferProgress: {
    see: async (server, client) => {
      await client.ask('progress', '<callprogress><enable>1</enable></callprogress>');
      await talking(server, client);
      await client.ask('transfer', command('transfercall', ROSA, '<extension>505</extension>'));
      return (await client.arrived()).flatMap((text) => /<new_status>(\w+)</.exec(text)?.[1] ?? []);
    },
    off: [],
    on: ['Transfer'],
  },
  consultation: {
    see: async (server, client) => {
      await talking(server, client);
      return client.ask('x', consult);
    },
    off: '<response id="x"><atxfercall_response><success/></atxfercall_response></response>',
    on: '<response id="x"><atxfercall_response><success/><consultation>true</consultation></atxfercall_response></response>',
  },
  resumption: {
    see: async (server, client) => {
      const [, answer] = /<(\w+)>/.exec(await client.ask('x', '<resumeevents/>')) ?? [];
      server.asterisk.agentDialsIn(ROSA);
      await client.arrived();
      return [answer, WireClient.eventNames(client.documents)];
    },
    off: ['failure', ['agentloggedin']],
    on: ['resumeevents_response', ['agentloggedin', 'agentstate']],
  },
  callerChannel: {
    see: async (server, client) => {
      await localCustomer(server, client);
      return /<message>(.*)<\/message>/.exec(await client.ask('x', consult))?.[1];
    },
    off: 'Unable to transfer call',
    on: 'No caller channel found',
  },
};

describe.each([
  ['off', false],
  ['on', true],
] as const)('with the extended profile %s (D-17)', (state, extended) => {
  it.each(Object.entries(EXTENSIONS))('%s', async (_, extension) => {
    await using server = await serve({ extended });
    const client = await server.loggedIn();
    expect(await extension.see(server, client)).toEqual(extension[state]);
  });
});
