import { agentOf } from './events.js';
import { complain } from './fields.js';
import type { Command } from './responses.js';
import { child, type Element, elements, textOf } from './xml.js';

/** Events that a request brings about, and which of both is heard first (§8 item 9). */
const EVENT_FIRST: ReadonlyMap<string, string> = new Map([['hold', 'pausestart']]);
const ANSWER_FIRST: ReadonlyMap<string, readonly string[]> = new Map([
  ['loginagent', ['agentloggedin', 'agentfailedlogin']],
  ['unhold', ['pauseend']],
  ['hangup', ['agentunlinked']],
]);

/** What begins once, until one of these ends it. */
const TURNS: ReadonlyMap<string, readonly string[]> = new Map([
  ['agentlinked', ['agentunlinked']],
  ['recordingmute', ['recordingunmute']],
  ['schedulecallstart', ['schedulecallfailed', 'agentlinked']],
]);

/** What clients take for granted about what follows what on one connection. */
export class SessionRules {
  /** Events since the request that is due was sent, or since the answer before it. */
  #since: Element[] = [];
  #loggedIn = false;
  #filter: string | undefined;
  #progress = false;
  readonly #begun: Set<string> = new Set();
  readonly #queues: Map<string, string> = new Map();

  /** A request is sent, and nothing else is waiting for its answer. */
  ask(): void {
    this.#since = [];
  }

  event(event: Element): readonly string[] {
    this.#since.push(event);
    const agent = agentOf(event);
    return [
      ...complain(!this.#loggedIn, 'an event without a login'),
      ...complain(event.name === 'callprogress' && !this.#progress, 'nobody asked for progress'),
      ...complain(
        agent !== undefined && this.#filter !== undefined && agent !== this.#filter,
        `${agent} although only ${this.#filter} is wanted`,
      ),
      ...this.#turn(event),
      ...this.#membership(event),
    ];
  }

  /** A request was answered, `accepted` or with a failure. */
  answer(command: Command, accepted: boolean): readonly string[] {
    const since = this.#since;
    this.#since = [];
    if (!accepted) return [];
    switch (command.name) {
      case 'login':
        this.#loggedIn = true;
        return [];
      case 'logout':
        this.#loggedIn = false;
        return [];
      case 'filterbyagent': {
        const agent = textOf(command, 'agent_number');
        this.#filter = agent === 'any' ? undefined : agent;
        return [];
      }
      case 'callprogress':
        this.#progress = (Number.parseInt(textOf(command, 'enable') ?? '', 10) || 0) !== 0;
        return [];
      default:
        return this.#order(command, since);
    }
  }

  #order(command: Command, since: readonly Element[]): readonly string[] {
    const agent = textOf(command, 'agent_number');
    const heard = since.filter((event) => agentOf(event) === agent).map(({ name }) => name);
    const first = EVENT_FIRST.get(command.name);
    const unseen = this.#filter !== undefined && this.#filter !== agent;
    return [
      ...complain(first !== undefined && !unseen && !heard.includes(first), `${first} is not there yet`),
      ...(ANSWER_FIRST.get(command.name) ?? []).flatMap((name) =>
        complain(heard.includes(name), `${name} came before the answer`),
      ),
    ];
  }

  /** A call is joined once before it is separated, a recording muted once before it is unmuted, and so on. */
  #turn(event: Element): readonly string[] {
    const call = `${textOf(event, 'calltype')} ${textOf(event, 'call_id')}`;
    for (const [start, ends] of TURNS) {
      const key = `${start} ${call}`;
      if (ends.includes(event.name)) this.#begun.delete(key);
      if (event.name !== start) continue;
      if (this.#begun.has(key)) return [`twice for ${call}`];
      this.#begun.add(key);
    }
    return [];
  }

  /** Pages redraw on every `queuemembership`, so it comes only when the list has changed. */
  #membership(event: Element): readonly string[] {
    if (event.name !== 'queuemembership') return [];
    const agent = agentOf(event) ?? '';
    const queues = elements(child(event, 'queues'))
      .map((queue) => queue.nodes.join(''))
      .toSorted()
      .join(' ');
    const before = this.#queues.get(agent);
    this.#queues.set(agent, queues);
    return complain(before === queues, `${agent} attends the same queues as before`);
  }
}
