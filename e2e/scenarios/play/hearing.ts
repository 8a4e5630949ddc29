import type { Heard } from '../../server/wire.js';
import { type Cast, roleOf } from './cast.js';

/**
 * An answer or event in a line: `hold: success`, `hold: 417 Agent currenty not handling a call`, `getagentstatus: paused`,
 * `pausestart hold`, `callprogress OnQueue, in a campaign`, `agentlinked, 2 known` of a caller whom two contacts may be.
 * Events of anybody but the scenario's agent begin with who it is: `colleague: agentlinked`.
 */
export function lineOf(heard: Heard, cast: Cast): string {
  return heard.kind === 'event' ? eventLine(heard, cast) : responseLine(heard);
}

function eventLine({ name, lines }: Heard, cast: Cast): string {
  const agent = fieldOf(lines, 'agent') ?? fieldOf(lines, 'agent_number');
  const role = agent === undefined ? 'agent' : (roleOf(agent, cast) ?? agent);
  const word = fieldOf(lines, 'pause_class') ?? fieldOf(lines, 'new_status');
  const campaign = fieldOf(lines, 'campaign_id') === undefined ? '' : ', in a campaign';
  const contacts = lines.filter((line) => line === FIRST_NAME).length;
  return [
    role === 'agent' ? '' : `${role}: `,
    name,
    word === undefined ? '' : ` ${word}`,
    campaign,
    contacts === 0 ? '' : `, ${contacts} known`,
  ].join('');
}

/** Every contact that an `agentlinked` lists has one. */
const FIRST_NAME = 'matching_contacts.contact.attribute.label = first_name';

function responseLine({ name, lines }: Heard): string {
  const outer = name === 'failure' ? '' : 'failure.';
  const code = fieldOf(lines, `${outer}code`);
  const result =
    code === undefined
      ? (fieldOf(lines, 'status') ?? 'success')
      : `${code} ${fieldOf(lines, `${outer}message`)}`;
  return `${name.replace(/_response$/, '')}: ${result}`;
}

function fieldOf(lines: readonly string[], key: string): string | undefined {
  return lines.find((line) => line.startsWith(`${key} = `))?.slice(`${key} = `.length);
}

/** What begins, and what must end it. */
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['agentloggedin', 'agentloggedout'],
  ['agentlinked', 'agentunlinked'],
  ['pausestart hold', 'pauseend hold'],
  ['pausestart break', 'pauseend break'],
  ['callprogress OnHold', 'callprogress OffHold'],
]);

/** Of all that was heard, what has begun and not ended, or ended without a beginning, or ended twice. */
export function unpaired(heard: readonly Heard[], cast: Cast): readonly string[] {
  const lines = heard
    .filter(({ kind }) => kind === 'event')
    .map((event) => lineOf(event, cast).replace(/,.*/, ''));
  return [...PAIRS].flatMap(([begin, end]) => {
    const whose = new Set(lines.filter((line) => ends(line, begin) || ends(line, end)).map(prefix));
    return [...whose].flatMap((who) => {
      const begun = lines.filter((line) => line === who + begin).length;
      const ended = lines.filter((line) => line === who + end).length;
      return begun === ended ? [] : [`${begun} ${who}${begin}, ${ended} ${who}${end}`];
    });
  });
}

function ends(line: string, event: string): boolean {
  return line === event || line.endsWith(`: ${event}`);
}

function prefix(line: string): string {
  return line.includes(': ') ? `${line.split(': ')[0]}: ` : '';
}
