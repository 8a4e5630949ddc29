import type { Channel, TelephonyFact, TelephonyIntent } from '@openeccp/core';

/** Whether the telephone system is reached, for health checks and start-up messages. */
export type TelephonyStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'up'; readonly version: string; readonly startedAt: string | undefined }
  | { readonly kind: 'down'; readonly reason: string };

/** Port to the telephone system: facts come in, intents go out. */
export interface Telephony extends AsyncDisposable {
  /** Begins to connect; facts follow. Never fails: while it can't connect it tries again. */
  start(): void;
  /** Carries out an intent. Its result comes back as a fact, within a deadline. */
  perform(intent: TelephonyIntent): void;
  /** Variables of a live channel, in the order of the listing; undefined when there is none, within a deadline. */
  channelVariables(channel: Channel): Promise<readonly ChannelVariable[] | undefined>;
  readonly status: TelephonyStatus;
  close(): Promise<void>;
}

export interface ChannelVariable {
  readonly name: string;
  readonly value: string;
}

/** Where facts go. */
export type FactSink = (fact: TelephonyFact) => void;
