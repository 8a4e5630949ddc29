import type { Channel, Membership, TelephonyFact, TelephonySnapshot } from '@openeccp/core';

/** What a fact says, and about whom. */
export interface FactText {
  readonly subject: string;
  readonly text: string;
}

/**
 * Writes facts as text without what differs from run to run: a channel is its device and how many of that device's
 * channels were seen before (`PJSIP/412#1`), a call its customer's place in line (`call 1`), a slot is a slot.
 *
 * What Asterisk may tell in any order has subjects of its own: an action's answer may come before or after the events
 * it causes (22 prefers after), and queues hear of a change of their members one after the other in no fixed order.
 */
export class FactWriter {
  readonly #channels = new Map<string, string>();
  readonly #devices = new Map<string, number>();
  readonly #calls = new Map<string, string>();

  write(fact: TelephonyFact): FactText {
    switch (fact.kind) {
      case 'telephony-up':
        return { subject: 'telephony', text: `up: ${this.#snapshot(fact.snapshot)}` };
      case 'telephony-down':
        return { subject: 'telephony', text: 'down' };
      case 'login-started':
        return { subject: `answer to ${fact.agent}`, text: answer('login', fact) };
      case 'phone-answered':
        return { subject: fact.agent, text: `phone answered: ${this.channel(fact.channel)}` };
      case 'login-ended':
        return { subject: fact.agent, text: 'login ended' };
      case 'agent-in':
        return { subject: fact.agent, text: `in: ${this.channel(fact.channel)}` };
      case 'agent-out':
        return { subject: fact.agent, text: `out: ${this.channel(fact.channel)}` };
      case 'memberships':
        return { subject: `queues of ${fact.agent}`, text: membershipsText(fact.memberships) };
      case 'pause-adrift':
        return { subject: fact.agent, text: 'pause adrift' };
      case 'caller-joined': {
        const { call, queue, phone, customer } = fact;
        return {
          subject: this.#call(call),
          text: `joined ${queue}: ${this.channel(customer)}, number ${phone}`,
        };
      }
      case 'caller-taken':
        return { subject: this.#call(fact.call), text: 'taken by somebody' };
      case 'caller-gave-up':
        return { subject: this.#call(fact.call), text: 'gave up' };
      case 'caller-in-waiting-room':
        return { subject: this.#call(fact.call), text: 'in the waiting room' };
      case 'call-connected': {
        const text = `connected to ${fact.agent}: ${this.channel(fact.agentChannel)}`;
        return { subject: this.#call(fact.call), text };
      }
      case 'call-separated':
        return { subject: this.#call(fact.call), text: `separated from ${fact.agent}` };
      case 'call-parked':
        return { subject: this.#call(fact.call), text: `parked: ${slotText(fact.slot)}` };
      case 'park-expired':
        return {
          subject: this.#call(fact.call),
          text: `park expired${fact.comesBack ? ', comes back' : ''}`,
        };
      case 'call-ended':
        return { subject: this.#call(fact.call), text: 'ended' };
      case 'park-refused':
        return { subject: `answer to ${this.#call(fact.call)}`, text: `park refused: ${fact.message}` };
      case 'retrieval-started':
        return { subject: `answer to ${this.#call(fact.call)}`, text: answer('retrieval', fact) };
      case 'parked-call-taken':
        return { subject: this.#call(fact.call), text: `taken by ${fact.by}` };
      case 'retrieval-failed':
        return { subject: this.#call(fact.call), text: 'retrieval failed' };
      case 'hang-up-answered':
        return { subject: 'answer to hang-up', text: answer('hang-up', fact) };
      case 'mute-answered':
        return { subject: 'answer to mute', text: answer(fact.muted ? 'mute' : 'unmute', fact) };
      case 'customer-moved':
        return { subject: this.#call(fact.call), text: `moved to ${this.channel(fact.customer)}` };
      case 'recording-started':
        return { subject: `recording of ${this.#call(fact.call)}`, text: this.channel(fact.channel) };
      case 'call-dialling':
        return { subject: this.#call(fact.call), text: `dialling: ${this.channel(fact.channel)}` };
      case 'call-answered':
        return { subject: this.#call(fact.call), text: `answered: ${this.channel(fact.customer)}` };
      case 'call-failed':
        return { subject: this.#call(fact.call), text: `failed: ${fact.cause ?? 'no cause'}` };
      case 'redirect-answered':
        return { subject: `answer to ${this.#call(fact.call)}`, text: `redirect ${fact.result}` };
      case 'consultation-started':
        return { subject: `answer to ${this.#call(fact.call)}`, text: answer('consultation', fact) };
      case 'consultation-answered':
        return { subject: this.#call(fact.call), text: 'consultation answered' };
      case 'consultation-ended':
        return { subject: this.#call(fact.call), text: 'consultation ended' };
      case 'consultation-abandoned': {
        const text = `consultation abandoned${fact.joined ? ', customer joined with the target' : ''}`;
        return { subject: this.#call(fact.call), text };
      }
      case 'transfer-answered':
        return { subject: `answer to ${this.#call(fact.call)}`, text: answer('transfer', fact) };
      case 'return-failed':
        return { subject: this.#call(fact.call), text: 'return failed' };
    }
  }

  channel(channel: Channel | undefined): string {
    if (channel === undefined) return 'no channel';
    const known = this.#channels.get(channel.uniqueid);
    if (known !== undefined) return known;
    const device = channel.name.replace(/-[0-9a-f]{8}(;[12])?$/, '$1');
    const count = (this.#devices.get(device) ?? 0) + 1;
    this.#devices.set(device, count);
    this.#channels.set(channel.uniqueid, `${device}#${count}`);
    return `${device}#${count}`;
  }

  #call(id: string): string {
    const known = this.#calls.get(id) ?? `call ${this.#calls.size + 1}`;
    this.#calls.set(id, known);
    return known;
  }

  #snapshot({ parking, agents, calls }: TelephonySnapshot): string {
    const here = [...agents].map(([agent, channel]) => `${agent} in: ${this.channel(channel)}`);
    const live = calls.map(({ call, queue, customer, state }) => {
      const from = queue === undefined ? '' : ` of ${queue}`;
      const who = `${this.#call(call)}${from}: ${this.channel(customer)}`;
      switch (state.kind) {
        case 'waiting':
        case 'placing':
        case 'elsewhere':
          return `${who} ${state.kind}`;
        case 'talking':
          return `${who} talking to ${state.agent}: ${this.channel(state.agentChannel)}`;
        case 'parked':
          return `${who} parked: ${slotText(state.slot)}`;
      }
    });
    return [parking ? 'parking' : 'no parking', ...here.sort(), ...live].join('; ');
  }
}

/** `8000, 8001 paused`; `8000 unreachable`; `none`. */
export function membershipsText(queues: ReadonlyMap<string, Omit<Membership, 'ringing'>>): string {
  const texts = [...queues].map(([queue, { paused, unreachable }]) => {
    return `${queue}${paused ? ' paused' : ''}${unreachable ? ' unreachable' : ''}`;
  });
  return texts.length === 0 ? 'none' : texts.sort().join(', ');
}

/** The queues that ring an agent: `8000, 8001`; `none`. */
export function ringingText(queues: ReadonlyMap<string, { readonly ringing: boolean }>): string {
  const texts = [...queues].flatMap(([queue, { ringing }]) => (ringing ? [queue] : []));
  return texts.length === 0 ? 'none' : texts.sort().join(', ');
}

/** 1 to 999 in our own lot, 701 to 720 in the default one. */
function slotText(slot: string): string {
  return /^[1-9]\d{0,2}$/.test(slot) ? 'slot' : `not a slot: ${slot}`;
}

function answer(what: string, fact: { readonly accepted: boolean; readonly message: string }): string {
  return `${what} ${fact.accepted ? 'accepted' : `refused: ${fact.message}`}`;
}
