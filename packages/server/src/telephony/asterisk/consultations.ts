import type { AgentName, CallId, Channel, ConsultationStage, TelephonyFact } from '@openeccp/core';
import type { ChannelMap } from './channel-map.js';

/** A consultation that Asterisk is asked for. */
export interface ConsultationOrder {
  readonly call: CallId;
  readonly attempt: number;
  readonly agent: AgentName;
  /** Uniqueid of the agent's leg: a callback agent's own channel, or one that we choose for an agent of the pool. */
  readonly leg: string;
}

interface Consultation extends ConsultationOrder {
  /** Whether Asterisk has taken it on. Until then nothing is told of it. */
  readonly accepted: boolean;
  /** Whether the agent's leg was there already. */
  readonly seen: boolean;
  /** The leg that Asterisk dials to the target; if the dialling was missed, whoever the agent's leg is with. */
  readonly target: Channel | undefined;
  readonly told: 'nothing' | 'answered' | 'ended';
  /** What the floor wants of it. */
  readonly wanted: 'talk' | 'end' | 'transfer';
}

export interface ConsultationsOptions {
  readonly channels: ChannelMap;
  /** Whether an agent of the pool is on its line. */
  readonly isOnLine: (agent: AgentName) => boolean;
  /** Where the customer is; undefined when it is gone. */
  readonly customerOf: (call: CallId) => Channel | undefined;
  readonly hangUp: (channel: Channel) => void;
}

/** The leg on which an agent of the pool consults: its id is found again after a restart. */
export function consultationLeg(call: CallId, attempt: number): string {
  return `consult-${attempt}-${call}`;
}

/** Of the two halves of a Local channel the first one has the id that was asked for, the other one that and `;2`. */
const LEG = /^consult-\d+-([^;]+)$/;

/** Who of the three is there. */
interface Present {
  readonly customer: Channel | undefined;
  readonly leg: boolean;
  readonly target: Channel | undefined;
}

type Facts = readonly TelephonyFact[];

const NOTHING: Facts = [];

/**
 * Agents who talk to whom they want to hand their customer over to, and how it ends: the dial plan brings those who stay
 * together (`docs/adr/0011-transfers-in-the-dialplan.md`), and here is seen who that is. It is found from where the three
 * of them are, never from what happened last, so a lost connection costs nothing.
 */
export class Consultations {
  readonly #options: ConsultationsOptions;
  readonly #byLeg = new Map<string, Consultation>();

  constructor(options: ConsultationsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#byLeg.size;
  }

  begin(order: ConsultationOrder): void {
    const seen = this.#options.channels.get(order.leg) !== undefined;
    const news = { accepted: false, seen, target: undefined, told: 'nothing', wanted: 'talk' } as const;
    this.#byLeg.set(order.leg, { ...order, ...news });
  }

  /** Goes on with one that the server before this one has begun; {@link restore} finds out how it stands. */
  resume(order: ConsultationOrder, stage: ConsultationStage): void {
    const wanted = stage === 'joining' ? 'transfer' : stage === 'returning' ? 'end' : 'talk';
    const told =
      stage === 'returning' ? 'ended' : stage === 'talking' || stage === 'joining' ? 'answered' : 'nothing';
    this.#put({ ...order, accepted: true, seen: true, target: undefined, told, wanted });
  }

  /** Asterisk lets the customer wait. */
  accept(leg: string): Facts {
    const one = this.#byLeg.get(leg);
    return one === undefined ? NOTHING : this.#settle(this.#put({ ...one, accepted: true }));
  }

  /** Asterisk refused: nothing has changed. */
  drop(leg: string): void {
    this.#byLeg.delete(leg);
  }

  /** The agent's leg did not come about. */
  failed(leg: string): Facts {
    const one = this.#byLeg.get(leg);
    return one === undefined ? NOTHING : this.#settle(this.#put({ ...one, seen: true }));
  }

  /** The target is not wanted any more. Answers with its leg; one that is dialled later is hung up then. */
  cancel(call: CallId, attempt: number): Channel | undefined {
    // On its way to a customer who is there it is wanted.
    if (this.#find(call)?.wanted === 'transfer' && this.#options.customerOf(call) !== undefined)
      return undefined;
    return this.#want(call, attempt, 'end')?.target;
  }

  /** The agent is to leave the target to the customer. Answers with the agent's leg, if both are there and stay. */
  complete(call: CallId, attempt: number): Channel | undefined {
    const { channels } = this.#options;
    const one = this.#find(call);
    if (one?.attempt !== attempt || one.target === undefined || one.wanted === 'end') return undefined;
    const leg = channels.get(one.target.uniqueid) && channels.get(one.leg);
    if (leg !== undefined) this.#put({ ...one, wanted: 'transfer' });
    return leg;
  }

  /** The agent could not be made to leave. False if that is no matter any more. */
  goesOn(call: CallId, attempt: number): boolean {
    return this.#want(call, attempt, 'talk') !== undefined;
  }

  /** Whether a customer waits for the end of one. */
  isFor(call: CallId): boolean {
    return this.#find(call) !== undefined;
  }

  /** Whether the dial plan brings the agent back, as soon as the target is gone. */
  comesBack(call: CallId): boolean {
    return this.#find(call)?.seen === true;
  }

  /** A channel has appeared. */
  appeared(uniqueid: string): void {
    const one = this.#byLeg.get(uniqueid);
    if (one === undefined) return;
    this.#put({ ...one, seen: true });
    this.#options.channels.keepLocal(uniqueid);
  }

  /** A channel has begun to dial another one. */
  dialled(uniqueid: string, target: Channel | undefined): void {
    const one = this.#byLeg.get(uniqueid);
    if (one !== undefined && target !== undefined) this.#take(one, target);
  }

  /** The customer has met an agent: if it is the one who consulted somebody, that is over, and told before. */
  met(call: CallId, agent: AgentName): Facts {
    const one = this.#find(call);
    if (one?.agent !== agent) return NOTHING;
    this.drop(one.leg);
    return one.told === 'ended' ? NOTHING : [{ kind: 'consultation-ended', call, attempt: one.attempt }];
  }

  /** After a loss of the connection: channels are known again, what has been dialled meanwhile is not. */
  restore(): Facts {
    const { channels, hangUp } = this.#options;
    for (const one of this.#byLeg.values()) {
      this.#put({ ...one, seen: true });
      channels.keepLocal(one.leg);
      if (one.target !== undefined) channels.keepLocal(one.target.uniqueid);
    }
    for (const channel of channels.all) if (this.#isForNobody(channel)) hangUp(channel);
    return this.settle();
  }

  /** A leg of an agent of the pool, whose customer was gone before the server was: nobody else would end it. */
  #isForNobody({ uniqueid }: Channel): boolean {
    const { channels, customerOf } = this.#options;
    const call = LEG.exec(uniqueid)?.[1];
    if (call === undefined || this.#byLeg.has(uniqueid)) return false;
    return customerOf(call as CallId) === undefined && channels.get(call) === undefined;
  }

  /** Somebody has come or gone: what that means. */
  settle(): Facts {
    return [...this.#byLeg.values()].flatMap((one) => this.#settle(one));
  }

  /** The target is this one. */
  #take(one: Consultation, target: Channel): Consultation {
    this.#options.channels.keepLocal(target.uniqueid);
    if (one.wanted === 'end') this.#options.hangUp(target);
    return this.#put({ ...one, target });
  }

  /** Finds a target whose dialling was missed. What the agent's leg is with may still be the customer, or lead to it. */
  #seek(one: Consultation): Consultation {
    if (one.target !== undefined) return one;
    const { channels, customerOf } = this.#options;
    const customer = customerOf(one.call)?.uniqueid;
    const isCustomer = (peer: Channel) =>
      [peer, ...channels.reachable(peer.uniqueid)].some(({ uniqueid }) => uniqueid === customer);
    const [target] = channels.peers(one.leg);
    return target === undefined || isCustomer(target) ? one : this.#take(one, target);
  }

  #settle(known: Consultation): Facts {
    if (!known.accepted) return NOTHING;
    const { channels, customerOf } = this.#options;
    const one = this.#seek(known);
    const leg = !one.seen || (channels.get(one.leg) !== undefined && !channels.isEnding(one.leg));
    const target = one.target === undefined ? undefined : channels.get(one.target.uniqueid);
    const customer = customerOf(one.call);
    const facts = this.#newsOf(one, { customer, leg, target });
    return customer === undefined ? NOTHING : facts;
  }

  #newsOf(one: Consultation, { customer, leg, target }: Present): Facts {
    const { channels } = this.#options;
    const { call, attempt } = one;
    if (target !== undefined) {
      if (customer !== undefined && channels.together(customer.uniqueid, target.uniqueid)) {
        this.drop(one.leg);
        return one.wanted === 'transfer'
          ? [{ kind: 'transfer-answered', call, attempt, accepted: true, message: '' }]
          : [{ kind: 'consultation-abandoned', call, attempt, joined: true }];
      }
      if (one.told !== 'nothing' || !channels.together(one.leg, target.uniqueid)) return NOTHING;
      this.#put({ ...one, told: 'answered' });
      return [{ kind: 'consultation-answered', call, attempt }];
    }
    if (!leg) {
      this.drop(one.leg);
      return [this.#alone(one)];
    }
    if (one.target === undefined || one.told === 'ended') return NOTHING;
    this.#put({ ...one, told: 'ended' });
    return [{ kind: 'consultation-ended', call, attempt }];
  }

  /** Both are gone, and the customer is with neither. */
  #alone({ call, attempt, agent, told, wanted }: Consultation): TelephonyFact {
    const isThere = wanted === 'transfer' || this.#options.isOnLine(agent);
    if (!isThere) return { kind: 'consultation-abandoned', call, attempt, joined: false };
    return { kind: told === 'ended' ? 'return-failed' : 'consultation-ended', call, attempt };
  }

  #want(call: CallId, attempt: number, wanted: Consultation['wanted']): Consultation | undefined {
    const one = this.#find(call);
    return one?.attempt === attempt ? this.#put({ ...one, wanted }) : undefined;
  }

  #put(one: Consultation): Consultation {
    this.#byLeg.set(one.leg, one);
    return one;
  }

  #find(call: CallId): Consultation | undefined {
    return [...this.#byLeg.values()].find((one) => one.call === call);
  }
}
