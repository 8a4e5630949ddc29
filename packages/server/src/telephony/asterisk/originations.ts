import type { AgentName, CallId } from '@openeccp/core';

/** What an Originate of ours is for. */
export type Originated =
  | {
      readonly kind: 'login';
      readonly agent: AgentName;
      readonly attempt: number;
      /** The channel's, chosen by us before there is one. */
      readonly uniqueid: string;
      readonly cancelled: boolean;
    }
  | {
      readonly kind: 'retrieval';
      readonly call: CallId;
      readonly attempt: number;
      readonly uniqueid: string;
      readonly cancelled: boolean;
    }
  /** The leg of an agent who consults somebody, by its uniqueid. */
  | { readonly kind: 'consultation'; readonly leg: string }
  /** An agent is called back to its customer. */
  | { readonly kind: 'return'; readonly call: CallId; readonly attempt: number };

type Login = Originated & { readonly kind: 'login' };

/** Our Originates of which Asterisk has not told the end yet, by ActionID. */
export class Originations {
  readonly #pending = new Map<string, Originated>();

  get size(): number {
    return this.#pending.size;
  }

  /** The logins among them. */
  get logins(): readonly { readonly actionId: string; readonly login: Login }[] {
    return [...this.#pending].flatMap(([actionId, one]) =>
      one.kind === 'login' ? [{ actionId, login: one }] : [],
    );
  }

  expect(actionId: string, originated: Originated): void {
    this.#pending.set(actionId, originated);
  }

  get(actionId: string): Originated | undefined {
    return this.#pending.get(actionId);
  }

  delete(actionId: string): void {
    this.#pending.delete(actionId);
  }

  deleteLoginsOf(agent: AgentName): void {
    for (const { actionId, login } of this.logins) if (login.agent === agent) this.delete(actionId);
  }

  /** The login that is made on this channel. */
  loginOn(uniqueid: string): { readonly actionId: string; readonly login: Login } | undefined {
    return this.logins.find(({ login }) => login.uniqueid === uniqueid);
  }

  /** Marks a login as unwanted and answers with its channel's uniqueid. */
  cancelLogin(agent: AgentName, attempt: number): string | undefined {
    const found = this.logins.find(({ login }) => login.agent === agent && login.attempt === attempt);
    if (found === undefined) return undefined;
    this.expect(found.actionId, { ...found.login, cancelled: true });
    return found.login.uniqueid;
  }

  /** Marks the retrieval of a customer as unwanted and answers with its channel's uniqueid. */
  cancelRetrieval(call: CallId): string | undefined {
    for (const [actionId, one] of this.#pending) {
      if (one.kind !== 'retrieval' || one.call !== call) continue;
      this.expect(actionId, { ...one, cancelled: true });
      return one.uniqueid;
    }
    return undefined;
  }

  /** Whether a channel is made for what has been cancelled. */
  isUnwanted(uniqueid: string): boolean {
    return [...this.#pending.values()].some(
      (one) =>
        (one.kind === 'login' || one.kind === 'retrieval') && one.cancelled && one.uniqueid === uniqueid,
    );
  }

  /** The connection was lost, and with it what becomes of them. Logins are kept, so that they can be cancelled. */
  reset(): void {
    for (const [actionId, one] of this.#pending) {
      if (one.kind !== 'login' || one.cancelled) this.delete(actionId);
    }
  }

  keepLogins(isAlive: (uniqueid: string) => boolean): void {
    for (const { actionId, login } of this.logins) if (!isAlive(login.uniqueid)) this.delete(actionId);
  }
}
