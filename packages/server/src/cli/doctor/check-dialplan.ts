import { type AmiClient, describeOutcome } from '@openeccp/ami';
import type { ServerConfig } from '../../config/server-config.js';
import { type Finding, failure, ok, warning } from './finding.js';

/** Whether the dial plan has a context, or an extension of it. */
export type Presence =
  | { readonly kind: 'there' | 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The contexts that agents depend on. */
export async function checkContexts(
  client: AmiClient,
  { contexts }: ServerConfig['asterisk'],
): Promise<readonly Finding[]> {
  const wanted = [
    { name: contexts.login, contents: 'exten => _X.,1,AgentLogin(${EXTEN})' },
    { name: contexts.request, contents: 'exten => _X.,1,AgentRequest(${EXTEN})' },
    ...[contexts.hold, contexts.consult, contexts.transfer, contexts.agent].map((name) => ({
      name,
      contents: 'what openeccp init writes into asterisk/extensions.conf',
    })),
    { name: contexts.numbers, contents: 'the numbers to which calls can be transferred' },
  ];
  return Promise.all(
    wanted.map(async ({ name, contents }) => {
      const presence = await findInDialplan(client, name);
      return report(
        'context',
        name,
        presence,
        `Add [${name}] with ${contents} to the dial plan, then: dialplan reload.`,
      );
    }),
  );
}

/** What is to be said of something that the dial plan must have. */
export function report(check: string, what: string, presence: Presence, remedy: string): Finding {
  switch (presence.kind) {
    case 'there':
      return ok(check, what);
    case 'absent':
      return failure(check, `the dial plan has no ${what}`, remedy);
    case 'unknown':
      return warning(check, `${what} can't be looked up: ${presence.reason}`, remedy);
  }
}

/** Looks a context up, or an extension of it. */
export async function findInDialplan(
  client: AmiClient,
  context: string,
  extension?: string,
): Promise<Presence> {
  const answer = await client.list(
    'ShowDialPlan',
    [['Context', context], ...(extension === undefined ? [] : [['Extension', extension] as const])],
    { completeEvent: 'ShowDialPlanComplete' },
  );
  if (answer.kind === 'list') return { kind: 'there' };
  if (answer.kind === 'error' && /did not find/i.test(answer.message)) return { kind: 'absent' };
  const place = extension === undefined ? context : `${extension}@${context}`;
  const printed = await client.command(`dialplan show ${place}`);
  if (printed.kind === 'output') {
    return { kind: printed.lines.some((line) => /no existence of/.test(line)) ? 'absent' : 'there' };
  }
  if (printed.kind === 'error' && /output follows/i.test(printed.message)) return { kind: 'absent' };
  return { kind: 'unknown', reason: describeOutcome(answer) };
}
