import type { AmiDial } from '@openeccp/ami';
import type { SeededRandom, Simulator } from '@openeccp/simulator';
import { StreamEnd } from './stream-end.js';
import type { VirtualTime } from './virtual-time.js';

/** What may become of messages on their way. Shares from 0 to 1. */
export interface LineFaults {
  /** What Asterisk says from different threads comes in another order, by milliseconds. */
  readonly reorder: boolean;
  readonly duplicate: number;
  readonly lose: number;
}

export interface AsteriskLineOptions {
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly simulator: Simulator;
  readonly faults: LineFaults;
  /** Sees what Asterisk says, in its order, whatever becomes of it. */
  readonly onEvent: (event: string) => void;
  readonly onLost: (event: string) => void;
}

/**
 * The threads of Asterisk that write to a manager: events in the order of their topic; answers, which pass them; and
 * `OriginateResponse`, which waits for nobody and is waited for by none.
 */
type Thread = 'events' | 'answers' | 'originate';

interface Message {
  readonly text: string;
  readonly thread: Thread;
}

/** The manager connections between Asterisk and a server, with what can go wrong on them. */
export class AsteriskLine {
  readonly #options: AsteriskLineOptions;
  #connection: Connection | undefined;
  /** Nobody gets in before. Epoch milliseconds. */
  #refusedUntil = 0;
  #healed = false;

  constructor(options: AsteriskLineOptions) {
    this.#options = options;
  }

  /** How a server gets in. A dead one has no use for it any more. */
  readonly dial: AmiDial = () => {
    const { time } = this.#options;
    return new Promise((resolve, reject) => {
      time.after(1, () => {
        if (time.now() < this.#refusedUntil) return reject(new Error('connect ECONNREFUSED'));
        const connection = new Connection(this.#options, () => this.#healed);
        this.#connection = connection;
        resolve(connection.near);
      });
    });
  };

  /** The connection breaks, and nobody gets in for so long. Milliseconds. */
  cut(ms: number): void {
    this.#refusedUntil = Math.max(this.#refusedUntil, this.#options.time.now() + ms);
    this.#connection?.cut();
    this.#connection = undefined;
  }

  /** Everything stands still for so long and comes late. Milliseconds. */
  stall(ms: number): void {
    this.#connection?.stall(ms);
  }

  /** The server at this end is dead. */
  abandon(): void {
    this.#connection?.abandon();
    this.#connection = undefined;
  }

  /** No message gets lost from now on. */
  heal(): void {
    this.#healed = true;
    this.#refusedUntil = 0;
  }
}

/** How long a message takes. Milliseconds. */
const NETWORK_MS = 1;

class Connection {
  readonly near: StreamEnd;
  readonly #far: StreamEnd;
  readonly #options: AsteriskLineOptions;
  readonly #isHealed: () => boolean;
  /** When the last message of each thread arrives; none of it comes before. */
  readonly #arrives: Record<Thread, number> = { events: 0, answers: 0, originate: 0 };
  readonly #under = new Map<number, Message[]>();
  #lastEvent: { readonly text: string; readonly at: number } | undefined;
  #stalledUntil = 0;
  #sent = 0;
  #over = false;

  constructor(options: AsteriskLineOptions, isHealed: () => boolean) {
    this.#options = options;
    this.#isHealed = isHealed;
    this.near = new StreamEnd({
      onWrite: (text, taken) => {
        this.#send(text);
        taken();
      },
      onEnd: () => options.time.setTimer(NETWORK_MS, () => this.#far.finish()),
      onClose: () => this.cut(),
    });
    this.#far = new StreamEnd({
      onWrite: (text, taken) => {
        this.#receive(text);
        taken();
      },
      onClose: () => this.cut(),
    });
    options.simulator.attach(this.#far);
  }

  cut(): void {
    if (this.#over) return;
    this.#over = true;
    this.near.destroy();
    this.#far.destroy();
  }

  abandon(): void {
    this.near.abandon();
    this.cut();
  }

  stall(ms: number): void {
    this.#stalledUntil = this.#options.time.now() + ms;
  }

  /** An action on its way to Asterisk. */
  #send(text: string): void {
    const { time } = this.#options;
    this.#sent = Math.max(this.#sent, time.now() + NETWORK_MS, this.#stalledUntil);
    time.setTimer(this.#sent - time.now(), () => this.#far.deliver(text));
  }

  /** A message on its way to the server. */
  #receive(text: string): void {
    const { faults, random, onEvent, onLost } = this.#options;
    const thread = threadOf(text);
    if (thread !== 'answers') {
      onEvent(text);
      if (!this.#isHealed()) {
        if (faults.lose > 0 && random.next() < faults.lose) return onLost(text);
        if (faults.duplicate > 0 && random.next() < faults.duplicate) this.#post({ text, thread });
      }
    }
    this.#post({ text, thread });
  }

  #post(message: Message): void {
    const { time, faults, random } = this.#options;
    const { thread } = message;
    const lane: Thread = faults.reorder ? thread : 'events';
    const delay = faults.reorder ? this.#delayOf(thread, random) : NETWORK_MS;
    const at = Math.max(this.#arrives[lane], time.now() + delay, this.#stalledUntil);
    this.#arrives[lane] = at;
    const batch = this.#under.get(at);
    if (batch === undefined) {
      this.#under.set(at, [message]);
      time.after(at - time.now(), () => this.#deliver(at));
    } else {
      const beside = faults.reorder && thread === 'events' && this.#mayPass(message.text, at, random);
      batch.splice(beside ? batch.length - 1 : batch.length, 0, message);
    }
    if (thread === 'events') this.#lastEvent = { text: message.text, at };
  }

  #delayOf(thread: Thread, random: SeededRandom): number {
    switch (thread) {
      case 'events':
        return random.next() < 0.1 ? random.between(1, 12) : NETWORK_MS;
      case 'answers':
        return NETWORK_MS;
      case 'originate':
        return random.between(NETWORK_MS, 6);
    }
  }

  /** The two halves of a Local channel run beside each other: what one tells may pass what the other has told. */
  #mayPass(text: string, at: number, random: SeededRandom): boolean {
    const last = this.#lastEvent;
    const batch = this.#under.get(at);
    if (last === undefined || last.at !== at || batch?.at(-1)?.text !== last.text) return false;
    const [one, other] = [halfOf(text), halfOf(last.text)];
    if (one === undefined || other === undefined) return false;
    return one.pair === other.pair && one.half !== other.half && random.next() < 0.5;
  }

  #deliver(at: number): void {
    const batch = this.#under.get(at);
    this.#under.delete(at);
    if (batch !== undefined && !this.#over) this.near.deliver(batch.map(({ text }) => text).join(''));
  }
}

function threadOf(text: string): Thread {
  if (text.startsWith('Event: OriginateResponse\r\n')) return 'originate';
  // Items of a list carry the id of the action that asked for it.
  return !text.startsWith('Event: ') || text.includes('\r\nActionID: ') ? 'answers' : 'events';
}

const HALF =
  /^Event: (?:BridgeEnter|BridgeLeave|Hangup|HangupRequest|SoftHangupRequest|Newstate|NewConnectedLine)\r\n(?:.*\r\n)*?Channel: (Local\/.*);([12])\r\n/;

function halfOf(text: string): { readonly pair: string; readonly half: string } | undefined {
  const [, pair, half] = HALF.exec(text) ?? [];
  return pair === undefined || half === undefined ? undefined : { pair, half };
}
