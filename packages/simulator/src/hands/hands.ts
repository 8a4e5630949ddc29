import type { Channel, Party } from '../engine/channel.js';
import { refuseCall } from '../engine/legs.js';
import type { Pbx } from '../engine/pbx.js';
import type { PhoneChange } from '../engine/phones.js';

/** A customer's call, held by the customer. */
export interface CustomerCall {
  readonly channelName: string;
  readonly uniqueid: string;
  /** Is the customer still on the line? */
  readonly alive: boolean;
  /** The customer hangs up. */
  hangUp(): void;
}

/** Who calls. */
export interface CustomerOptions {
  readonly number?: string;
  readonly name?: string;
}

/** What people around the PBX do: customers call and hang up, agents pick up, plugs are pulled. */
export class Hands {
  readonly #pbx: () => Pbx;

  constructor(pbx: () => Pbx) {
    this.#pbx = pbx;
  }

  /** A customer calls in over the trunk and is put into a queue, or wherever `exten` leads. */
  customerCalls(exten: string, options: CustomerOptions = {}): CustomerCall {
    const pbx = this.#pbx();
    const number = options.number ?? '5550001';
    const caller: Party = { number, name: options.name ?? `Customer ${number}` };
    const channel = pbx.kernel.run(() => dialIn(pbx, 'PJSIP/customer', 'from-trunk', exten, caller));
    return {
      channelName: channel.name,
      uniqueid: channel.uniqueid,
      get alive() {
        return !channel.ending;
      },
      hangUp: () => pbx.kernel.run(() => pbx.hangup(channel, { remote: true })),
    };
  }

  /** The newest customer on the line hangs up; false if there is none. */
  customerHangsUp(): boolean {
    const pbx = this.#pbx();
    const channel = [...pbx.channels.ofDevice('PJSIP/customer')].reverse().find((leg) => !leg.ending);
    if (channel === undefined) return false;
    pbx.kernel.run(() => pbx.hangup(channel, { remote: true }));
    return true;
  }

  /** Somebody dials on a phone: `phoneDials('412', '*11412')` logs agent 412 in. False without such a phone. */
  phoneDials(number: string, exten: string): boolean {
    const pbx = this.#pbx();
    const phone = pbx.phones.ofDevice(`PJSIP/${number}`);
    if (phone === undefined || !phone.registered) return false;
    pbx.kernel.run(() => dialIn(pbx, phone.device, phone.context, exten, phone.caller));
    return true;
  }

  /** A ringing phone is picked up; false if it does not ring. */
  phonePicksUp(number: string): boolean {
    const pbx = this.#pbx();
    for (const channel of pbx.channels.ofDevice(`PJSIP/${number}`)) {
      const { pickUp } = channel;
      if (pickUp === undefined || channel.ending) continue;
      pbx.kernel.run(pickUp);
      return true;
    }
    return false;
  }

  /** The handset goes down: every call of that phone ends, a ringing one is refused as busy. False if it has none. */
  agentPhoneHangsUp(number: string): boolean {
    const pbx = this.#pbx();
    const legs = [...pbx.channels.ofDevice(`PJSIP/${number}`)].filter((channel) => !channel.ending);
    pbx.kernel.run(() => {
      for (const leg of legs) {
        if (leg.pickUp === undefined) pbx.hangup(leg, { remote: true });
        else refuseCall(pbx, leg);
      }
    });
    return legs.length > 0;
  }

  /** A phone is plugged in or out, or answers differently from now on. False if there is no such phone. */
  setPhone(number: string, change: PhoneChange): boolean {
    const pbx = this.#pbx();
    return pbx.kernel.run(() => pbx.phones.change(number, change));
  }
}

function dialIn(pbx: Pbx, device: string, context: string, exten: string, caller: Party): Channel {
  const channel = pbx.createChannel({
    name: `${device}-${pbx.ids.phoneSuffix()}`,
    device,
    from: undefined,
    state: 4,
    caller,
    point: { context, exten, priority: 1 },
  });
  pbx.startDialplan(channel);
  return channel;
}
