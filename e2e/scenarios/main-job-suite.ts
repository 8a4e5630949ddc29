import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Backend, StartBackend } from '../backends/backend.js';
import { ringing, settled } from '../backends/channels.js';
import { describeWith, type RequirementName } from '../lab/requirements.js';
import {
  CALLBACK_AGENT,
  MAIN_JOB_TRANSCRIPT,
  mainJob,
  POOL_AGENT,
  withCable,
  withConsole,
} from './main-job.js';

/** The main job and what can go wrong in it, seen from a console, the same on every back end. */
export function mainJobSuite(name: string, needs: readonly RequirementName[], start: StartBackend): void {
  describeWith(needs, `main job on ${name}`, () => {
    let backend: Backend;
    beforeAll(async () => {
      backend = await start({ parking: true });
    });
    afterAll(() => backend.close());
    afterEach(() => settled(backend));

    it('an agent of the pool logs in, takes a call, holds, resumes, hangs up, logs out', async () => {
      expect(await mainJob(backend, POOL_AGENT)).toEqual(MAIN_JOB_TRANSCRIPT);
    });

    it('so does a callback agent', async () => {
      expect(await mainJob(backend, CALLBACK_AGENT)).toEqual(MAIN_JOB_TRANSCRIPT);
    });

    it('a caller who gives up on hold ends hold and call, and the agent is free', async () => {
      await withConsole(backend, POOL_AGENT, async ({ wire, status, ...console }) => {
        await console.logIn();
        await console.takeCall();
        await console.hold();
        const heard = wire.transcript.length;
        await backend.customerHangsUp();
        await wire.event(/^agentunlinked\./);
        expect(wire.transcript.slice(heard)).toEqual([
          'pauseend hold',
          'callprogress OffHold',
          'agentunlinked',
        ]);
        expect(await status()).toBe('status = online');
      });
    });

    it('an agent who hangs up its phone in a call is logged out and leaves no call behind', async () => {
      await withConsole(backend, POOL_AGENT, async ({ wire, status, ...console }) => {
        await console.logIn();
        await console.takeCall();
        const heard = wire.transcript.length;
        await backend.phoneHangsUp('412');
        await wire.event(/^agentloggedout\./);
        expect(wire.transcript.slice(heard)).toEqual(['agentunlinked', 'agentloggedout']);
        expect(await status()).toBe('status = offline');
      });
    });

    it('an agent who logs out in a call and in a break leaves neither behind', async () => {
      await withConsole(backend, POOL_AGENT, async ({ wire, act, ...console }) => {
        await console.logIn();
        await console.takeCall();
        await act('pauseagent', '<pause_type>2</pause_type>');
        const heard = wire.transcript.length;
        await console.logOut();
        expect(wire.transcript.slice(heard)).toEqual([
          'logoutagent_response',
          'agentunlinked',
          'pauseend break',
          'agentloggedout',
        ]);
      });
    });

    it('a second agent on the same phone is refused', async () => {
      await withConsole(backend, POOL_AGENT, async ({ wire, ...console }) => {
        await console.logIn();
        const answer = await wire.askFor('Agent/9000', '1234', 'loginagent', '<extension>412</extension>');
        expect(answer).toEqual([
          'status = logged-out',
          'failure.code = 500',
          'failure.message = Failed to start login process on Asterisk',
        ]);
      });
    });

    it('a phone that never answers fails the login, and the agent may try again at once', async () => {
      await withConsole(backend, { ...POOL_AGENT, extension: '104' }, async ({ wire, act, status }) => {
        await act('loginagent', '<extension>104</extension>');
        await act('logoutagent');
        await wire.event(/^agentfailedlogin\./);
        expect(await status()).toBe('status = offline');
        expect(await act('loginagent', '<extension>104</extension>')).toEqual(['status = logging']);
        await ringing(backend, 'PJSIP/104');
        await act('logoutagent');
        await wire.event(/^agentfailedlogin\./);
      });
    });

    it('a phone that is not registered fails the login', async () => {
      await withConsole(
        backend,
        { ...POOL_AGENT, extension: '110', phone: '412' },
        async ({ wire, act, status }) => {
          expect(await act('loginagent', '<extension>110</extension>')).toEqual(['status = logging']);
          await wire.event(/^agentfailedlogin\./);
          expect(await status()).toBe('status = offline');
        },
      );
    });

    it('what happened while Asterisk was out of reach is known when it is back', async () => {
      await withCable(backend, (beyond, cable) =>
        withConsole(beyond, POOL_AGENT, async ({ wire, act, status, ...console }) => {
          await console.logIn();
          await console.takeCall();
          cable.cut();
          await expect(refusalOf(act, 'hold')).resolves.toBe('500 No AMI connection');
          await backend.customerHangsUp();
          const heard = wire.transcript.length;
          cable.mend();
          await wire.event(/^agentunlinked\./);
          expect(wire.transcript.slice(heard)).toEqual(['agentunlinked']);
          expect(await status()).toBe('status = online');
        }),
      );
    });

    it('a call and a hold live on when only the connection to Asterisk was lost', async () => {
      await withCable(backend, (beyond, cable) =>
        withConsole(beyond, POOL_AGENT, async ({ wire, act, status, ...console }) => {
          await console.logIn();
          await console.takeCall();
          await console.hold();
          const heard = wire.transcript.length;
          cable.cut();
          await expect(refusalOf(act, 'unhold')).resolves.toBe('500 No AMI connection');
          cable.mend();
          await reachable(act);
          expect(await status()).toBe('status = paused');
          await act('unhold');
          await wire.event(/^callprogress\.new_status = OffHold/);
          const events = wire.transcript.slice(heard).filter((line) => !line.includes('_response'));
          expect(events.filter((line) => line !== 'failure')).toEqual([
            'pauseend hold',
            'callprogress OffHold',
          ]);
        }),
      );
    });

    it('an Asterisk that died took calls and logins with it, and agents may log in again', async () => {
      await withConsole(backend, POOL_AGENT, async ({ wire, act, ...console }) => {
        await console.logIn();
        await console.takeCall();
        const heard = wire.transcript.length;
        await backend.restart();
        await wire.event(/^agentloggedout\./);
        expect(wire.transcript.slice(heard)).toEqual(['agentunlinked', 'agentloggedout']);
        // Nobody told the phones: they are put down by hand.
        await backend.phoneHangsUp('412');
        await backend.customerHangsUp();
        await reachable(act);
        await console.logIn();
      });
    });

    it('a server that starts in the middle of a call adopts agent and call', async () => {
      await withConsole(backend, POOL_AGENT, async (console) => {
        await console.logIn();
        await console.takeCall();
        await withConsole(backend, POOL_AGENT, async ({ status, act }) => {
          expect(await status()).toBe('status = oncall');
          // The login is not this server's (scenario 12 of the starting document).
          expect(await act('hold')).toEqual([
            'failure.code = 404',
            'failure.message = Agent not found or not logged in through ECCP',
          ]);
          expect(await act('hangup')).toEqual(['success']);
        });
      });
    });
  });
}

type Act = (request: string, argument?: string) => Promise<readonly string[]>;

/** The outer failure of a request, once the server has noticed that Asterisk is away. */
async function refusalOf(act: Act, request: string): Promise<string> {
  for (;;) {
    try {
      await act(request);
    } catch (error) {
      return String(error instanceof Error ? error.message : error).replace(/ \(request \d+\)$/, '');
    }
  }
}

/** Asks until Asterisk is back; a request of class agent with no effect on an idle agent. */
async function reachable(act: Act): Promise<void> {
  for (;;) {
    try {
      await act('unpauseagent');
      return;
    } catch {
      // Still away.
    }
  }
}
