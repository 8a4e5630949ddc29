import {
  type AgentName,
  type CallId,
  type CallOrder,
  type CallStore,
  type DueCall,
  type FloorView,
  type Input,
  loginOf,
  type StorageWrite,
} from '@openeccp/core';
import type { Clock } from '../runtime/clock.js';
import { dialString } from './dial-string.js';

export interface ScheduledCallsOptions {
  readonly floor: FloorView;
  readonly calls: Pick<CallStore, 'dueCalls'>;
  /** Resolves when what was asked to be written is in the database or given up, `false` after the deadline. Milliseconds. */
  readonly written: (timeoutMs: number) => Promise<boolean>;
  readonly submit: (input: Input) => void;
  /** So many calls may be placed now: Asterisk has to follow. */
  readonly room: () => number;
  readonly clock: Clock;
  /** A uniqueid that no channel has had. */
  readonly newCallId: () => CallId;
  /** Where a number without a trunk is dialled. */
  readonly context: string;
  /** Where a customer is sent on its way to an agent, and what reaches that agent. */
  readonly transferContext: string;
  readonly agentDial: (agent: AgentName) => string;
  /** How long the agent's phone may ring once the customer is there. Milliseconds. */
  readonly ringMs: number;
  readonly warn: (detail: object, text: string) => void;
}

/** Between two looks at what is due. Milliseconds. */
const CYCLE_MS = 3_000;
/** Agents are kept free this long before their call may be placed (dialer.md §9.2). Milliseconds. */
const HORIZON_MS = 30_000;
/** A reservation outlives a slow database, and not a server that is gone. Milliseconds. */
const RESERVED_MS = HORIZON_MS + 2 * CYCLE_MS;
/** Nobody is called again sooner. Milliseconds. */
const RETRY_MS = 60_000;
const WRITTEN_MS = 1_000;
/** Attempts that are remembered, the newest: more than an outage of the database leaves. */
const ATTEMPTS = 10_000;
const REFUSED =
  'a scheduled call is not placed again: the database refused what came of it. See openeccp deadletter list, and retry it ' +
  'once its reason has gone.';

/**
 * Places the calls that are scheduled for one agent each: keeps the agent free from half a minute before, and calls as soon
 * as it waits for nothing else (dialer.md §9.2). What the floor refuses, or Asterisk can't follow, is tried again in the
 * next cycle.
 */
export class ScheduledCalls {
  readonly #options: ScheduledCallsOptions;
  /** Rows of which it was said why they are not called. */
  readonly #told = new Set<number>();
  /** The number of the last attempt of each row that the database may not have got yet. */
  readonly #attempts = new Map<number, number>();
  #cancel: () => void = () => {};
  #closed = false;

  constructor(options: ScheduledCallsOptions) {
    this.#options = options;
  }

  /** Sees every write before the database does, and those that the server before this one has left. */
  take(write: StorageWrite): void {
    if (write.kind !== 'call-placed') return;
    this.#attempts.delete(write.row.id);
    this.#attempts.set(write.row.id, write.retry);
    const [oldest] = this.#attempts.keys();
    if (this.#attempts.size > ATTEMPTS && oldest !== undefined) this.#attempts.delete(oldest);
  }

  /** Looks for what is due from now on, until {@link close}. */
  start(): void {
    if (this.#closed) return;
    this.#cancel = this.#options.clock.after(CYCLE_MS, () => {
      void this.#cycle().finally(() => this.start());
    });
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  async #cycle(): Promise<void> {
    const { floor, calls, clock, submit, room, written, warn } = this.#options;
    // Agents are kept until their reservation is over; nobody is called without Asterisk.
    if (floor.telephony.kind === 'down') return;
    try {
      // A row that was tried a moment ago should not look as if it were due.
      const isWritten = await written(WRITTEN_MS);
      const due = await calls.dueCalls(clock.now(), HORIZON_MS);
      if (this.#closed) return;
      const now = clock.now();
      this.#forgetOthers(due, isWritten);
      const open = due.filter((call) => this.#isUpToDate(call, isWritten));
      const waiting = open.filter((call) => this.#canBePlaced(call, now));
      submit({ kind: 'reservations', until: reservations(waiting, now) });
      const dueNow = firstOfEach(waiting.filter(({ from }) => from <= now));
      for (const call of dueNow.slice(0, room())) this.#place(call);
    } catch (error) {
      warn({ error }, 'scheduled calls could not be looked for; trying again in 3 s');
    }
  }

  /** Whether the database shows the last attempt: a customer must not be called for the same one again. */
  #isUpToDate(call: DueCall, isWritten: boolean): boolean {
    if (call.retry > (this.#attempts.get(call.rowId) ?? 0)) return true;
    if (isWritten) this.#tell(call, REFUSED);
    return false;
  }

  #canBePlaced(call: DueCall, now: number): boolean {
    const agent = this.#options.floor.agents.get(call.agent);
    if (agent === undefined || loginOf(agent) === undefined) return false;
    const last = call.before?.dialledAt;
    if (last !== undefined && now - last < RETRY_MS) return false;
    return this.#dialOf(call) !== undefined;
  }

  #dialOf(call: DueCall): string | undefined {
    const result = dialString(call.campaign.trunk, call.phone, this.#options.context);
    if (result.kind === 'dial') return result.dial;
    this.#tell(call, `a scheduled call can't be placed: ${result.reason}`);
    return undefined;
  }

  /** Once: it stays true until somebody mends the row or the campaign. */
  #tell({ rowId, campaign }: DueCall, text: string): void {
    if (this.#told.has(rowId)) return;
    this.#told.add(rowId);
    this.#options.warn({ call: rowId, campaign: campaign.id }, text);
  }

  /** What is not due any more has been mended, or the database has got its attempt. */
  #forgetOthers(due: readonly DueCall[], isWritten: boolean): void {
    const rows = new Set(due.map(({ rowId }) => rowId));
    for (const row of this.#told) if (!rows.has(row)) this.#told.delete(row);
    if (!isWritten) return;
    for (const row of this.#attempts.keys()) if (!rows.has(row)) this.#attempts.delete(row);
  }

  #place(call: DueCall): void {
    const order = this.#orderOf(call);
    if (order !== undefined) this.#options.submit({ kind: 'place-call', order });
  }

  #orderOf(call: DueCall): CallOrder | undefined {
    const { floor, newCallId, transferContext, agentDial, ringMs } = this.#options;
    const agent = floor.agents.get(call.agent);
    const login = agent && loginOf(agent);
    const dial = this.#dialOf(call);
    if (login === undefined || dial === undefined) return undefined;
    const { id, queue, callerId } = call.campaign;
    return {
      call: newCallId(),
      rowId: call.rowId,
      campaignId: id,
      phone: call.phone,
      trunk: call.campaign.trunk ?? '',
      retry: call.retry,
      queue: undefined,
      agent: call.agent,
      before: call.before,
      dial,
      // A customer whose agent can't be reached after all goes to the campaign's queue.
      context: transferContext,
      exten: queue,
      ringMs: undefined,
      callerId: callerId ?? call.phone,
      variables: new Map([
        ['ID_CAMPAIGN', String(id)],
        ['ID_CALL', String(call.rowId)],
        ['NUMBER', call.phone],
        ['QUEUE', queue],
        ['CONTEXT', call.campaign.context],
        ['AGENTCHANNEL', call.agent],
        ['OPENECCP_DIAL', agentDial(call.agent)],
        ['OPENECCP_RING', String(Math.ceil(ringMs / 1000))],
      ]),
    };
  }
}

/** Every agent that a call is due for, now or in a moment, and until when it is kept free. */
function reservations(due: readonly DueCall[], now: number): ReadonlyMap<AgentName, number> {
  return new Map(due.map(({ agent }) => [agent, now + RESERVED_MS]));
}

/** One call an agent: the first, as the store orders them. */
function firstOfEach(due: readonly DueCall[]): readonly DueCall[] {
  const calls = new Map<AgentName, DueCall>();
  for (const call of due) if (!calls.has(call.agent)) calls.set(call.agent, call);
  return [...calls.values()];
}
