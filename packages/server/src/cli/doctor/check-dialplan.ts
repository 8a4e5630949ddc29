import { type AmiClient, describeOutcome } from '@openeccp/ami';
import type { ServerConfig } from '../../config/server-config.js';
import { type Finding, failure, ok, warning } from './finding.js';

/** Whether the dial plan has a context, or an extension of it. */
type Presence = { readonly kind: 'there' | 'absent' } | { readonly kind: 'unknown'; readonly reason: string };

/** Callers who wait for less are hardly on hold: a lot that gives up sooner was not made for it. Seconds. */
const SHORTEST_HOLD_S = 120;

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

/** There is a parking lot, and its slots can be dialled from where calls are retrieved. */
export async function checkParking(
  client: AmiClient,
  { contexts, parking }: ServerConfig['asterisk'],
): Promise<readonly Finding[]> {
  if (parking === 'off') return [ok('parking', 'switched off; calls cannot be held')];
  const lots = await client.list('Parkinglots', [], { completeEvent: 'ParkinglotsComplete' });
  const lot = lots.kind === 'list' ? lots.items[0] : undefined;
  const slot = lot?.get('StartSpace');
  if (slot === undefined) {
    const text =
      lots.kind === 'list'
        ? 'Asterisk has no parking lot'
        : `Asterisk lists no parking lots: ${describeOutcome(lots)}`;
    const remedy = 'Load res_parking with a lot in res_parking.conf; without one calls cannot be held.';
    return [parking === 'on' ? failure('parking', text, remedy) : warning('parking', text, remedy)];
  }
  const presence = await findInDialplan(client, contexts.parking, slot);
  return [
    report(
      'parking',
      `${slot}@${contexts.parking}`,
      presence,
      `Add include => parkedcalls to [${contexts.parking}], or set asterisk.contexts.parking to the lot's context.`,
    ),
    ...checkParkingTime(lot?.get('Timeout')),
  ];
}

/** Held calls are parked ones, and the stock 45 s are soon over. */
function checkParkingTime(seconds: string | undefined): readonly Finding[] {
  const limit = Number(seconds);
  if (seconds === undefined || !(limit < SHORTEST_HOLD_S)) return [];
  return [
    warning(
      'parking',
      `Asterisk takes calls off hold after ${limit} s`,
      'Set parkingtime => 3600 for the lot in res_parking.conf, then: module reload res_parking.so.',
    ),
  ];
}

function report(check: string, what: string, presence: Presence, remedy: string): Finding {
  switch (presence.kind) {
    case 'there':
      return ok(check, what);
    case 'absent':
      return failure(check, `the dial plan has no ${what}`, remedy);
    case 'unknown':
      return warning(check, `${what} can't be looked up: ${presence.reason}`, remedy);
  }
}

async function findInDialplan(client: AmiClient, context: string, extension?: string): Promise<Presence> {
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
