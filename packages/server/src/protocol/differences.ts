import type { FloorSettings } from '@openeccp/core';
import { agentAlreadyConnected, type EventName, failures } from '@openeccp/eccp';

/** Which servers' clients are served: section `protocol` of openeccp.yaml. */
export interface ProtocolChoice {
  readonly profile: 'elastix' | 'issabel';
  /** Whether clients hear what was added for later consoles and makes older ones fail (D-17). */
  readonly extended: boolean;
}

/** Which addresses of a campaign clients are told of: only the first, or all three with their descriptions. */
export type UrlSlots = 'first' | 'all';

/** Something that clients are told in one way or another. What is shown is Markdown, for the reference. */
interface Difference {
  /** In the register of decisions, ECCP §10. */
  readonly decision: string;
  readonly what: string;
}

interface ByProfile<Value> extends Difference {
  readonly elastix: { readonly value: Value; readonly shown: string };
  readonly issabel: { readonly value: Value; readonly shown: string };
}

interface ByExtension extends Difference {
  readonly off: string;
  readonly on: string;
}

/** What the profile decides. */
export const profileDifferences: {
  readonly sameExtensionLogin: ByProfile<FloorSettings['sameExtensionLogin']>;
  readonly urlSlots: ByProfile<UrlSlots>;
} = {
  sameExtensionLogin: {
    decision: 'D-07',
    what: '`loginagent` for an agent that is logged in on that very extension',
    elastix: { value: 'refuse', shown: `409 \`${agentAlreadyConnected('N').message}\`` },
    issabel: {
      value: 'accept',
      shown: '`status` is `logged-in`, if it logged in through ECCP; else that 409',
    },
  },
  urlSlots: {
    decision: 'D-15',
    what: 'addresses of a campaign in the answer to `getcampaigninfo`',
    elastix: { value: 'first', shown: 'the first, without `urldescription`' },
    issabel: { value: 'all', shown: 'all three, with their descriptions' },
  },
};

/** Events that only the extended profile has. D-17 */
export const extendedEvents: ReadonlySet<EventName> = new Set([
  'agentstatechange',
  'consultationstart',
  'consultationend',
  'holdwarning',
  'unholdfailed',
]);

export type Extension =
  | 'resumption'
  | 'events'
  | 'ringing'
  | 'transferProgress'
  | 'consultation'
  | 'callerChannel';

/** What the extended profile changes. */
export const extendedDifferences: Readonly<Record<Extension, ByExtension>> = {
  events: {
    decision: 'D-17',
    what: `events ${[...extendedEvents].map((name) => `\`${name}\``).join(', ')}`,
    off: 'not sent',
    on: 'sent',
  },
  ringing: {
    decision: 'D-17',
    what: 'status of a free agent whose phone a queue rings',
    off: '`online`',
    on: '`ringing`',
  },
  transferProgress: {
    decision: 'D-17',
    what: 'progress of a call when its agent has transferred it',
    off: '`Hangup`, told by `agentunlinked` alone',
    on: '`Transfer`, told by `callprogress` too',
  },
  consultation: {
    decision: 'D-17',
    what: '`consultation` in the answer to `atxfercall`',
    off: 'absent',
    on: '`true`',
  },
  resumption: {
    decision: 'ADR 0024',
    what: 'request `resumeevents`; for connections that have sent it numbers of events and `agentstate`',
    off: '501 `Not Implemented`',
    on: 'understood',
  },
  callerChannel: {
    decision: 'D-17',
    what: '`atxfercall` of a customer who is known only by a Local channel',
    off: `500 \`${failures.transferFailed.message}\``,
    on: `500 \`${failures.callerChannelNotFound.message}\``,
  },
};

/** The choice in the terms of the floor. */
export function settingsOf({
  profile,
  extended,
}: ProtocolChoice): Pick<FloorSettings, 'sameExtensionLogin' | 'extended'> {
  return { sameExtensionLogin: profileDifferences.sameExtensionLogin[profile].value, extended };
}

export function urlSlotsOf({ profile }: Pick<ProtocolChoice, 'profile'>): UrlSlots {
  return profileDifferences.urlSlots[profile].value;
}
