import type { Channel, Party } from './channel.js';
import type { DeviceState } from './device-states.js';
import type { Pbx } from './pbx.js';

/** What a phone does when it is called: picks up by itself, rings and waits for a hand, or refuses as busy. */
export type PhoneAnswers = 'auto' | 'manual' | 'rejects';

/** How a phone starts out. */
export interface PhoneSeed {
  readonly number: string;
  readonly registered: boolean;
  readonly answers: PhoneAnswers;
  /** Simulated ms of ringing before an automatic answer. Default 1. */
  readonly answerAfterMs?: number;
  /** Dialplan context of its own calls. Default `from-internal`. */
  readonly context?: string;
  /** What its channels show as caller. Default `Ext <number>`. */
  readonly caller?: Party;
  /** Calls at once: `one` finds it busy for the next, as a phone with one line. Default `one`. */
  readonly lines?: 'one' | 'many';
}

/** A PJSIP endpoint: a telephone on a desk, or the far end of a trunk. */
export class Phone {
  readonly number: string;
  readonly device: string;
  readonly context: string;
  readonly caller: Party;
  registered: boolean;
  answers: PhoneAnswers;
  answerAfterMs: number;
  readonly #lines: 'one' | 'many';

  constructor(seed: PhoneSeed) {
    this.number = seed.number;
    this.device = `PJSIP/${seed.number}`;
    this.context = seed.context ?? 'from-internal';
    this.caller = seed.caller ?? { number: seed.number, name: `Ext ${seed.number}` };
    this.registered = seed.registered;
    this.answers = seed.answers;
    this.answerAfterMs = seed.answerAfterMs ?? 1;
    this.#lines = seed.lines ?? 'one';
  }

  /** Whether it has no line left for this call. */
  isInCall(pbx: Pbx, leg: Channel): boolean {
    if (this.#lines === 'many') return false;
    return [...pbx.channels.ofDevice(this.device)].some((other) => other !== leg && !other.ending);
  }

  /** As chan_pjsip reports it with `device_state_busy_at=1`. */
  deviceState(pbx: Pbx): DeviceState {
    let ringing = false;
    for (const channel of pbx.channels.ofDevice(this.device)) {
      if (channel.ending || channel.state === 0) continue;
      if (channel.state !== 5) return 'BUSY';
      ringing = true;
    }
    if (ringing) return pbx.version === '22' ? 'BUSY' : 'RINGING';
    return this.registered ? 'NOT_INUSE' : 'UNAVAILABLE';
  }
}
