import type { CallId, Channel, TelephonyFact } from '@openeccp/core';
import type { Callers } from './callers.js';
import type { ChannelMap } from './channel-map.js';
import type { OutgoingCalls } from './outgoing-calls.js';

export interface RecordingsOptions {
  readonly channels: ChannelMap;
  readonly callers: Callers;
  readonly outgoing: OutgoingCalls;
  /** Asks for {@link Recordings.read} with the file that a channel is recorded to: no event tells it. */
  readonly readRecording: (channel: Channel) => void;
}

/** The channels that are recorded, and the files that have been told of each (telephony.md §8). */
export class Recordings {
  readonly #options: RecordingsOptions;
  readonly #files = new Map<string, Set<string>>();

  constructor(options: RecordingsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#files.size;
  }

  /** The channels of a call that are recorded. */
  of(call: CallId): readonly Channel[] {
    const { callers, channels } = this.#options;
    const mine = [...this.#files.keys()].filter((uniqueid) => callers.ownerOf(uniqueid) === call);
    return mine.flatMap((uniqueid) => channels.get(uniqueid) ?? []);
  }

  /** `MixMonitorStart`. Whose channel it is may show later. */
  begins(channel: Channel): void {
    if (this.#note(channel.uniqueid) === undefined) return;
    if (this.#options.callers.ownerOf(channel.uniqueid) !== undefined) this.#options.readRecording(channel);
  }

  /** A channel has become a call's: its recording may have begun before. */
  joins(channel: Channel): void {
    if (this.#files.has(channel.uniqueid)) this.#options.readRecording(channel);
  }

  /** The file that a channel is recorded to has been read; empty where there is none. */
  read(channel: Channel, file: string): readonly TelephonyFact[] {
    const call = this.#options.callers.ownerOf(channel.uniqueid);
    if (file === '' || call === undefined) return [];
    const files = this.#note(channel.uniqueid);
    if (files === undefined || files.has(file)) return [];
    files.add(file);
    return [{ kind: 'recording-started', call, channel, file }];
  }

  hungUp(uniqueid: string): void {
    this.#files.delete(uniqueid);
  }

  /** Channels and calls have been read anew: forgets what is gone, and asks for what has begun unheard. */
  adopt(): void {
    const { channels, callers, outgoing, readRecording } = this.#options;
    for (const uniqueid of [...this.#files.keys()]) {
      if (this.#note(uniqueid) === undefined) this.#files.delete(uniqueid);
    }
    const legs = new Map<string, Channel>();
    for (const { customer } of callers.all) legs.set(customer.uniqueid, customer);
    for (const leg of outgoing.legs) legs.set(leg.uniqueid, leg);
    for (const leg of legs.values()) if (channels.get(leg.uniqueid) !== undefined) readRecording(leg);
  }

  /** The channel is recorded; undefined when it is gone. */
  #note(uniqueid: string): Set<string> | undefined {
    const { channels } = this.#options;
    if (channels.get(uniqueid) === undefined) return undefined;
    channels.record(uniqueid);
    const files = this.#files.get(uniqueid) ?? new Set();
    this.#files.set(uniqueid, files);
    return files;
  }
}
