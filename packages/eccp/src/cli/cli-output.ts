import { formatDateTime } from '../codec/time.js';
import type { EccpEvent, OtherEvent } from '../messages/events.js';
import { outcomeLines } from '../messages/plain-lines.js';
import type { RequestOutcome } from '../messages/request-outcome.js';
import type { ReplyOf, RequestName } from '../messages/requests.js';
import { humanEvent } from './human-event.js';

/** Where a command writes, and what ends it early. */
export interface CliIo {
  out(line: string): void;
  err(line: string): void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Writes outcomes and events, for people or as one JSON object per line for programs. */
export class CliOutput {
  readonly #io: CliIo;
  readonly #json: boolean;

  constructor(io: CliIo, json: boolean) {
    this.#io = io;
    this.#json = json;
  }

  /** Results go to standard output; a refusal is also named on standard error, with code and message. */
  outcome<Name extends RequestName>(name: Name, outcome: RequestOutcome<ReplyOf<Name>>): void {
    if (this.#json) this.#io.out(JSON.stringify({ request: name, ...jsonOf(outcome) }));
    else for (const line of outcomeLines(name, outcome)) this.#io.out(line === 'success =' ? 'done' : line);
    if (outcome.kind === 'refused') {
      this.#io.err(`${name} refused: ${outcome.failure.code} ${outcome.failure.message}`);
    }
  }

  event(event: EccpEvent | OtherEvent): void {
    if (this.#json) {
      const { kind, ...rest } = event;
      this.#io.out(JSON.stringify({ event: kind, ...rest }));
    } else {
      this.#io.out(`${formatDateTime(Date.now()).slice(11)}  ${humanEvent(event)}`);
    }
  }

  /** A line of progress for people; programs do not get it. */
  note(line: string): void {
    if (!this.#json) this.#io.err(line);
  }
}

function jsonOf(outcome: RequestOutcome<unknown>): object {
  if (outcome.kind === 'ok') return { outcome: 'ok', reply: outcome.reply };
  const { level, failure, status } = outcome;
  return { outcome: 'refused', level, ...failure, status };
}
