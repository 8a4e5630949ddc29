import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AsteriskVersion } from '../lab/asterisk.js';
import { until } from '../lab/deadline.js';
import type { Phone } from '../lab/phone.js';
import { describeWith } from '../lab/requirements.js';
import { codeBlocks, readGuide } from './guide.js';
import { type GuideMachine, startGuideMachine } from './guide-machine.js';
import { shape } from './shape.js';
import { buildPrograms, type Running } from './terminal.js';

const guide = readGuide('guides/asterisk.md');

describe('the guide', () => {
  it('is the same in Spanish, command by command', () => {
    expect(codeBlocks('es/guia-asterisk.md')).toEqual(codeBlocks('guides/asterisk.md'));
  });
});

for (const version of [16, 22] as const) followGuide(version);

/** Types what the guide says, in its order, and expects what it shows. */
function followGuide(version: AsteriskVersion): void {
  describeWith(['asterisk'], `the guide on a stock Asterisk ${version}`, () => {
    let machine: GuideMachine;
    let phones: { readonly 101: Phone; readonly 412: Phone };
    let server: Running;
    beforeAll(async () => {
      await buildPrograms();
      machine = await startGuideMachine(version);
    });
    afterAll(() => machine.close());

    /** Runs a step and expects exactly what the guide shows, with this exit code. */
    const follow = async (name: string, code = 0): Promise<void> => {
      const { text, shows } = guide.step(name);
      const printed = await machine.terminal.run(text);
      const expected = { code, lines: shows.map(shape) };
      expect({ code: printed.code, lines: printed.lines.map(shape) }, name).toEqual(expected);
    };
    const doctor = async (): Promise<readonly string[]> =>
      (await machine.terminal.run(guide.step('doctor-before').text)).lines;

    it('openeccp init writes the files that the guide shows', async () => {
      const { text, shows } = guide.step('init');
      const printed = await machine.terminal.run(text);
      expect(printed.lines.slice(0, shows.length)).toEqual(shows);
      for (const [name, excerpt] of guide.files) {
        const written = readFileSync(join(machine.config, 'asterisk', name), 'utf8').split('\n');
        expect(written.map(withoutSecret)).toEqual(expect.arrayContaining(excerpt as string[]));
      }
    });

    it('openeccp doctor names what is missing before anything is done', async () => {
      await follow('doctor-before', 1);
    });

    it('database, client, agent and queue are made', async () => {
      await follow('database');
    });

    it('with the manager account alone the doctor names the rest, each with its remedy', async () => {
      const { text } = guide.step('include');
      const all = 'manager extensions agents queues res_parking';
      expect(text).toContain(all);
      expect(await machine.terminal.run(text.replace(all, 'manager'))).toMatchObject({ code: 0 });
      await machine.asterisk.restart();
      expect(await doctor()).toEqual(
        expect.arrayContaining([
          '✓ AMI: openeccp logged in at 127.0.0.1:5038',
          '✓ rights: openeccp may give every command that the server needs',
          '✗ context: the dial plan has no agent-login',
          '    Add [agent-login] with exten => _X.,1,AgentLogin(${EXTEN}) to the dial plan, then: dialplan reload.',
          '✗ context: the dial plan has no agents',
          '✗ agent pool: Asterisk does not know Agent/412',
          '✗ queues: Asterisk has no queue 9000',
          '! queue members: Agent/412 in no queue',
          '! parking: calls are held in the lot default: after 45 s Asterisk takes them off hold and hangs up, and whoever dials a slot takes its call',
        ]),
      );
      const rest = text.replace(all, all.replace('manager ', ''));
      expect(await machine.terminal.run(rest)).toMatchObject({ code: 0 });
    });

    it('phones are added, and Asterisk started again', async () => {
      expect(await machine.terminal.run(guide.step('phones').text)).toMatchObject({ code: 0 });
      expect(guide.step('restart').text).toBe('systemctl restart asterisk');
      await machine.asterisk.restart();
      phones = await machine.phones();
      const { lines } = await machine.terminal.run(guide.step('contacts').text);
      for (const extension of ['101', '412'])
        expect(lines.filter((line) => line.includes(` ${extension}/sip:`))).toHaveLength(1);
    });

    it('then nothing is in the way', async () => {
      await follow('doctor-after');
    });

    it('the agent logs in, takes a call, holds, resumes, hangs up and logs out', async () => {
      const { terminal } = machine;
      server = await terminal.start(guide.step('serve').text);
      await server.shows(guide.step('serve').shows);
      const login = await terminal.start(guide.step('login').text);
      await login.shows(guide.step('login').shows);
      expect(phones[412].state()).toBe('talking');
      await phones[101].dial('9000');
      await login.shows(guide.output('linked'));

      const hold = await terminal.run(guide.step('hold').text);
      expect([hold.code, hold.lines.slice(0, 2)]).toEqual([0, guide.step('hold').shows]);
      const [onHold, offHold, unlinked, loggedOut] = guide.output('told');
      await login.shows([onHold ?? '']);
      expect(await terminal.run(guide.step('unhold').text)).toEqual({ code: 0, lines: ['done'] });
      await login.shows([offHold ?? '']);
      expect(phones[101].state()).toBe('talking');
      expect(await terminal.run(guide.step('hangup').text)).toEqual({ code: 0, lines: ['done'] });
      await login.shows([unlinked ?? '']);
      await phones[101].untilState('idle');
      expect(await terminal.run(guide.step('logout').text)).toMatchObject({ code: 0 });
      await login.shows([loggedOut ?? '']);
      await phones[412].untilState('idle');
      await login.stop();
    });

    it('an agent that is called back takes a call', async () => {
      const { terminal } = machine;
      await follow('callback');
      expect(await server.stop()).toBe(0);
      server = await terminal.start(guide.step('serve').text);
      await server.shows(guide.step('serve').shows);
      const login = await terminal.start(guide.step('callback-login').text);
      await login.shows(guide.step('callback-login').shows);
      await phones[412].dial('9000');
      await login.shows(['TIME  agentlinked      PJSIP/101 · call 2 with 412 · queue 9000']);
      const act = (command: string): string => `npx eccp ${command} PJSIP/101 --password 1234`;
      for (const command of ['hold', 'unhold', 'hangup'])
        expect(await terminal.run(act(command)), command).toEqual({ code: 0, lines: ['done'] });
      await until('Phone 101 idle', 10_000, () => (phones[101].state() === 'idle' ? true : undefined));
      expect(await terminal.run(act('logout'))).toMatchObject({ code: 0 });
      await login.shows(['TIME  agentloggedout   PJSIP/101']);
      await login.stop();
      expect(await server.stop()).toBe(0);
    });
  });
}

function withoutSecret(line: string): string {
  return line.replace(/^secret = .{32}$/, 'secret = …');
}
