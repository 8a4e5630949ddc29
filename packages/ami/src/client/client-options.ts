import type { AmiMessage } from '../codec/ami-message.js';
import type { AmiBackoff } from './backoff.js';
import type { AmiClock } from './clock.js';
import type { AmiDial } from './dial.js';
import type { AmiCredentials } from './handshake.js';
import type { AmiState } from './state.js';

export type AmiClientOptions = {
  readonly credentials: AmiCredentials;
  /** Where Asterisk is, or a function that opens the stream. */
  readonly peer: { readonly host: string; readonly port: number } | AmiDial;
  /** Every event, in the order of the wire, called synchronously; only between `up` and the end of the connection. */
  readonly onEvent?: (message: AmiMessage) => void;
  readonly onState?: (state: AmiState) => void;
  /** Event classes, as in manager.conf: `on`, `off` or e.g. `call,agent,user`. Default `on`. */
  readonly events?: string;
  /** Filters that Asterisk is to apply, e.g. `!Event: RTCPSent`. */
  readonly filters?: readonly string[];
  /** Deadline of an action that has none of its own, ms. Default 10000. */
  readonly actionTimeoutMs?: number;
  /** To connect and receive the banner, and for each action of the login, ms. Default 10000. */
  readonly connectTimeoutMs?: number;
  /** Actions that Asterisk is given at a time. Default 32. */
  readonly maxInFlight?: number;
  /** Actions that may wait behind these; one more is answered `overloaded`. Default 1000. */
  readonly maxWaiting?: number;
  /** Silence before a `Ping`, ms. Default 15000. */
  readonly pingIntervalMs?: number;
  /** Silence after it before the peer counts as dead, ms. Default 10000. */
  readonly pingTimeoutMs?: number;
  readonly backoff?: Partial<AmiBackoff>;
  /** Start of each ActionID. Asterisk shows the ids to its other clients too, so it should be unlike theirs. */
  readonly actionIdPrefix?: string;
  readonly clock?: AmiClock;
  /** In [0, 1), for the back-off and the default prefix. */
  readonly random?: () => number;
};

export type AmiActionOptions = {
  /** From the call on, waiting in the queue included, ms. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** From `newActionId()`, to know the events that carry it even when they come before the answer. */
  readonly actionId?: string;
};

export type AmiListOptions = AmiActionOptions & {
  /** Event that ends the list; without it `EventList: Complete`, or any event of the list named `…Complete`. */
  readonly completeEvent?: string;
  /** Default 100000. */
  readonly maxItems?: number;
};
