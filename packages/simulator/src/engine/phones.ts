import type { Pbx } from './pbx.js';
import { Phone, type PhoneAnswers, type PhoneSeed } from './phone.js';

/** A change a hand makes to a phone. */
export interface PhoneChange {
  readonly registered?: boolean;
  readonly answers?: PhoneAnswers;
  /** Simulated ms of ringing before an automatic answer. */
  readonly answerAfterMs?: number;
}

/** All endpoints known to the PBX, registered or not. */
export class Phones {
  readonly #pbx: Pbx;
  readonly #phones: ReadonlyMap<string, Phone>;

  constructor(pbx: Pbx, seeds: readonly PhoneSeed[]) {
    this.#pbx = pbx;
    this.#phones = new Map(seeds.map((seed) => [`PJSIP/${seed.number}`, new Phone(seed)]));
  }

  get all(): readonly Phone[] {
    return [...this.#phones.values()];
  }

  /** The phone of `PJSIP/412`, or of `PJSIP/<number>@trunk` the trunk. */
  ofDevice(device: string): Phone | undefined {
    return this.#phones.get(device);
  }

  /** @returns false if there is no such phone. */
  change(number: string, change: PhoneChange): boolean {
    const phone = this.#phones.get(`PJSIP/${number}`);
    if (phone === undefined) return false;
    if (change.answers !== undefined) phone.answers = change.answers;
    if (change.answerAfterMs !== undefined) phone.answerAfterMs = change.answerAfterMs;
    if (change.registered !== undefined && change.registered !== phone.registered) {
      phone.registered = change.registered;
      this.#tellRegistration(phone);
    }
    return true;
  }

  #tellRegistration(phone: Phone): void {
    this.#pbx.emit('ContactStatus', 'system', [
      ['URI', `sip:${phone.number}@127.0.0.1`],
      ['ContactStatus', phone.registered ? 'NonQualified' : 'Removed'],
      ['AOR', phone.number],
      ['EndpointName', phone.number],
      ['RoundtripUsec', '0'],
    ]);
    this.#pbx.devices.refresh(phone.device);
    this.#pbx.emit('PeerStatus', 'system', [
      ['ChannelType', 'PJSIP'],
      ['Peer', phone.device],
      ['PeerStatus', phone.registered ? 'Reachable' : 'Unreachable'],
    ]);
  }
}
