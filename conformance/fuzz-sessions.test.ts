import { violations } from '@openeccp/core';
import { DocumentReader, ServerSession } from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { mutate, segments } from '../packages/eccp/src/testing/fuzz.js';
import { Random } from '../packages/eccp/src/testing/random.js';
import { dispatch } from '../packages/server/src/eccp/dispatch.js';
import {
  ANA,
  CLIENT,
  command,
  LUIS,
  loginAgent,
  ROSA,
  TestServer,
} from '../packages/server/src/testing/test-server.js';

const LOGIN = '<login><username>agentconsole</username><password>agentconsole</password></login>';

/** What mutated sessions are made of: every request, well formed, and one that nobody knows. */
const COMMANDS: readonly string[] = [
  '<dial/>',
  '<getrequestlist/>',
  '<getpauses/>',
  LOGIN,
  '<callprogress><enable>1</enable></callprogress>',
  '<filterbyagent><agent_number>any</agent_number></filterbyagent>',
  `<getagentstatus><agent_number>${ROSA}</agent_number></getagentstatus>`,
  `<getmultipleagentstatus><agents><agent_number>${ROSA}</agent_number><agent_number>${LUIS}</agent_number></agents></getmultipleagentstatus>`,
  `<getagentqueues><agent_number>${ANA}</agent_number></getagentqueues>`,
  ...[ROSA, LUIS, ANA].flatMap((agent) => [
    loginAgent(agent),
    command('pauseagent', agent, '<pause_type>4</pause_type>'),
    command('transfercall', agent, '<extension>505</extension>'),
    command('atxfercall', agent, '<extension>505</extension>'),
    command('transfercallagent', agent, `<target_agent_number>${LUIS}</target_agent_number>`),
    command('mixmonitormute', agent, '<timeout>30</timeout>'),
    ...['unpauseagent', 'hold', 'unhold', 'hangup', 'pingagent', 'logoutagent'].map((name) =>
      command(name, agent),
    ),
    ...['mixmonitorunmute', 'getchanvars'].map((name) => command(name, agent)),
  ]),
];
const REQUESTS_PER_SESSION = 8;

/** A session as a client would send it: login first, then anything. */
function sessionText(random: Random): string {
  const commands = [LOGIN];
  while (commands.length < REQUESTS_PER_SESSION) commands.push(random.pick(COMMANDS));
  return commands
    .map((text, id) => `<?xml version="1.0"?>\n<request id="${id}">${text}</request>\n`)
    .join('');
}

/** Feeds a connection's bytes to the protocol session and its requests to the handlers; the answers in order. */
async function answersTo(server: TestServer, chunks: readonly Uint8Array[]): Promise<readonly string[]> {
  const session = new ServerSession();
  const answers: string[] = [];
  for (const chunk of chunks) {
    session.receive(chunk);
    for (let task = session.next(); task !== undefined; task = session.next()) {
      if (task.kind === 'request') {
        const outcome = dispatch(task.request, session, server.services, CLIENT, () => {});
        answers.push(
          session.answer(task.request, outcome instanceof Promise ? await outcome : outcome).document,
        );
      } else {
        answers.push(task.document);
        if (task.kind === 'close') expect(session.closed).toBe(true);
      }
    }
  }
  return answers;
}

describe('whole sessions with mutated documents', () => {
  // A CI run sets OPENECCP_FUZZ=200000.
  const documents = Number(process.env['OPENECCP_FUZZ'] ?? 4000);

  it(`keep reader, handlers and floor sound: ${documents} documents`, async () => {
    await using server = await TestServer.start();
    const met = new Map<string, number>();
    for (let seed = 1; seed <= documents / REQUESTS_PER_SESSION; seed += 1) {
      const random = new Random(seed);
      server.asterisk.callerJoins(`c${seed}`);
      server.asterisk.connects(`c${seed}`, random.pick([ROSA, LUIS, ANA]));
      const bytes = mutate(Buffer.from(sessionText(random)), random);
      const answers = await answersTo(server, segments(bytes, random)).catch((error: unknown) => {
        throw new Error(`seed ${seed}`, { cause: error });
      });
      server.asterisk.callEnds(`c${seed}`);
      server.clock.advance(random.below(2_000));

      const reader = new DocumentReader({ roots: ['response'] });
      const read = reader.push(Buffer.from(answers.join('')));
      if (read.length !== answers.length || read.some((item) => item.kind === 'fatal')) {
        throw new Error(`seed ${seed}: an answer that is no document`);
      }
      if (violations(server.floor).length > 0) throw new Error(`seed ${seed}: floor broken`);
      for (const answer of answers) {
        const kind = /<code>(\d+)/.exec(answer)?.[1] ?? 'success';
        met.set(kind, (met.get(kind) ?? 0) + 1);
      }
    }
    // The mutations reach all depths: refused by the reader, by the session, by the handlers, and not at all.
    expect([...met.keys()]).toEqual(expect.arrayContaining(['success', '400', '401', '404', '417', '501']));
    expect(server.log.filter(({ level }) => level === 'error')).toEqual([]);
  }, 300_000);
});
