import type { AgentName, QueueName } from '../agent/agent.js';
import type { CallDetails } from '../call/details.js';
import type { CallWindow } from '../campaign/call-window.js';
import type { FormField } from './form.js';
import type { CallRow } from './records.js';
import type { CallOptions } from './storage.js';
import type { PreviousAttempt } from './storage-write.js';

/** A call as its row says (ECCP §8.4 getcallinfo). Epoch milliseconds; what the row doesn't say is undefined. */
export interface StoredCall {
  readonly row: CallRow;
  readonly campaignId: number | undefined;
  readonly phone: string;
  /** Words of database.md §5.1 and §5.2. */
  readonly status: string | undefined;
  readonly uniqueid: string | undefined;
  /** Seconds of talk. */
  readonly durationS: number | undefined;
  /** Outgoing calls only: when Asterisk was asked to dial, and when it told what came of it. */
  readonly dialledAt: number | undefined;
  readonly answeredAt: number | undefined;
  readonly joinedAt: number | undefined;
  readonly linkedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** Outgoing calls only: attempts so far, and the Q.850 cause of the last failure with its text. */
  readonly retries: number | undefined;
  readonly failureCause: number | undefined;
  readonly failureText: string | undefined;
  readonly trunk: string | undefined;
  /** Incoming calls only. */
  readonly queue: QueueName | undefined;
  /** `Type/Number` of the agent that had it. */
  readonly agent: string | undefined;
}

/** Which call `getcallinfo` is to read: an outgoing one is looked for in one campaign only. */
export type CallQuestion =
  | { readonly kind: 'outgoing'; readonly id: number; readonly campaignId: number }
  | { readonly kind: 'incoming'; readonly id: number };

/** A customer that is to be called again (ECCP §8.3 schedulecall). */
export interface CallAgain {
  /** Row of table `calls`: whom to call. */
  readonly callId: number;
  /** Undefined: whenever its campaign calls. */
  readonly window: CallWindow | undefined;
  /** The only agent that may take it. */
  readonly agent: AgentName | undefined;
  /** In place of the phone that was called. */
  readonly phone: string | undefined;
  /** In place of the first attribute. D-13 */
  readonly contactName: string | undefined;
}

export type CallAgainResult =
  | 'scheduled'
  | 'call-unknown'
  /** The campaign does not run on all of the days, or at all of the times. */
  | 'days-outside-campaign'
  | 'times-outside-campaign'
  /** Same campaign, phone, days and times. */
  | 'duplicate';

/** A call that is scheduled for one agent, and may be placed now or in a moment (dialer.md §9.2). */
export interface DueCall {
  /** Row of table `calls`. */
  readonly rowId: number;
  readonly agent: AgentName;
  readonly phone: string;
  /** When it may be placed at the earliest. Epoch milliseconds. */
  readonly from: number;
  /** Number that this attempt gets, from 1. */
  readonly retry: number;
  readonly before: PreviousAttempt | undefined;
  readonly campaign: DueCampaign;
}

/** What a call takes over from its campaign. */
export interface DueCampaign {
  readonly id: number;
  readonly queue: QueueName;
  readonly context: string;
  /** Undefined: the dialplan chooses. */
  readonly trunk: string | undefined;
  /** What the customer is to see, where the campaign says so. */
  readonly callerId: string | undefined;
}

/** Reads and completes what is stored about single calls. Rejects only on broken I/O. */
export interface CallStore {
  /**
   * What is known about a call beyond its row. An incoming call's row need not have been written yet.
   *
   * @param phone the number whose contacts are looked for; of no use for outgoing calls
   */
  details(row: CallRow, phone: string, options?: CallOptions): Promise<CallDetails>;
  /** Undefined when there is no such call. */
  info(question: CallQuestion, options?: CallOptions): Promise<StoredCall | undefined>;
  /** Which agents had a call, `Type/Number`, all of them; undefined when there is no such call. */
  agents(row: CallRow, options?: CallOptions): Promise<readonly string[] | undefined>;
  /** Says which contact an incoming call is from. */
  setContact(
    callId: number,
    contactId: number,
    options?: CallOptions,
  ): Promise<'set' | 'call-unknown' | 'contact-unknown'>;
  /** The fields of forms by the form's id; unknown forms, and those without fields, are left out. */
  formFields(
    formIds: readonly number[],
    options?: CallOptions,
  ): Promise<ReadonlyMap<number, readonly FormField[]>>;
  /** Keeps what an agent has entered, by the field's id, over what was kept before: all of it or nothing. */
  saveFormValues(
    row: CallRow,
    values: readonly { readonly id: number; readonly value: string }[],
    options?: CallOptions,
  ): Promise<void>;
  /** Enters a customer into its campaign again, with all that is known and was entered about it, or says why not. */
  callAgain(wish: CallAgain, options?: CallOptions): Promise<CallAgainResult>;
  /**
   * Calls that are scheduled for one agent each, may be tried again, and may be placed at some time from `now` on for
   * `horizonMs` milliseconds while their campaign calls. In the order in which they are to be placed.
   */
  dueCalls(now: number, horizonMs: number, options?: CallOptions): Promise<readonly DueCall[]>;
}
