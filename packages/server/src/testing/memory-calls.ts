import {
  type CallAgain,
  type CallAgainResult,
  type CallDetails,
  type CallQuestion,
  type CallRow,
  type CallStore,
  callKey,
  type DueCall,
  type FormField,
  NO_DETAILS,
  type StoredCall,
} from '@openeccp/core';

/** What a test's database has of single calls. It keeps what it was told. */
export class MemoryCalls implements CallStore {
  calls: readonly StoredCall[] = [];
  /** What is known about any call. */
  known: CallDetails = NO_DETAILS;
  contactIds: readonly number[] = [];
  forms: ReadonlyMap<number, readonly FormField[]> = new Map();
  /** What becomes of a customer that is to be called again: any is there unless it is said which. */
  again: (wish: CallAgain) => CallAgainResult = () => 'scheduled';
  /** What the database does not do. */
  fails: ReadonlySet<keyof CallStore> = new Set();
  /** Who had every call before the agent that had it last. */
  earlierAgents: readonly string[] = [];
  readonly contacts = new Map<number, number>();
  readonly values = new Map<string, Map<number, string>>();
  readonly wishes: CallAgain[] = [];

  details(): Promise<CallDetails> {
    return this.#answer('details', this.known);
  }

  info(question: CallQuestion): Promise<StoredCall | undefined> {
    const call = this.#find(question);
    const elsewhere = question.kind === 'outgoing' && call?.campaignId !== question.campaignId;
    return this.#answer('info', elsewhere ? undefined : call);
  }

  agents(row: CallRow): Promise<readonly string[] | undefined> {
    const call = this.#find(row);
    return this.#answer(
      'agents',
      call && [...this.earlierAgents, ...(call.agent === undefined ? [] : [call.agent])],
    );
  }

  async setContact(callId: number, contactId: number): Promise<'set' | 'call-unknown' | 'contact-unknown'> {
    await this.#answer('setContact', undefined);
    if (!this.contactIds.includes(contactId)) return 'contact-unknown';
    if (this.#find({ kind: 'incoming', id: callId }) === undefined) return 'call-unknown';
    this.contacts.set(callId, contactId);
    return 'set';
  }

  formFields(formIds: readonly number[]): Promise<ReadonlyMap<number, readonly FormField[]>> {
    const known = [...this.forms].filter(([id]) => formIds.includes(id));
    return this.#answer('formFields', new Map(known));
  }

  async saveFormValues(
    row: CallRow,
    values: readonly { readonly id: number; readonly value: string }[],
  ): Promise<void> {
    await this.#answer('saveFormValues', undefined);
    const saved = this.values.get(callKey(row)) ?? new Map<number, string>();
    for (const { id, value } of values) saved.set(id, value);
    this.values.set(callKey(row), saved);
  }

  callAgain(wish: CallAgain): Promise<CallAgainResult> {
    this.wishes.push(wish);
    return this.#answer('callAgain', this.again(wish));
  }

  dueCalls(): Promise<readonly DueCall[]> {
    return this.#answer('dueCalls', []);
  }

  #find({ kind, id }: CallRow): StoredCall | undefined {
    return this.calls.find(({ row }) => row.kind === kind && row.id === id);
  }

  async #answer<T>(method: keyof CallStore, answer: T): Promise<T> {
    if (this.fails.has(method)) throw new Error('gone away');
    return answer;
  }
}
