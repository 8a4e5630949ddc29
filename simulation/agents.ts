import { type AgentName, loginOf } from '@openeccp/core';
import { agentHash } from '@openeccp/eccp';
import type { Channel } from '@openeccp/simulator';
import { PASSWORD, SEATS, type Seat } from './center.js';
import type { Client } from './clients/client.js';
import { CONSOLES, type Deed } from './plan.js';
import type { Scene } from './scene.js';
import { wishOf } from './wishes.js';

type Change = Extract<Deed, { kind: 'phone' }>['change'];

/** Those who sit at the consoles, with the phones on their desks. */
export class Agents {
  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** One does what is to be done where it stands, or something else. */
  act({ seat: wanted, busy, pick, other }: Extract<Deed, { kind: 'agent' }>): void {
    const { lives, story, faults, simulator } = this.#scene;
    const index = busy ? this.#nextBusy(wanted) : wanted;
    const seat = SEATS[index];
    const client = this.#clientOf(index);
    const floor = lives.server?.floor;
    if (seat === undefined || client?.cookie === undefined || floor === undefined) return;
    const wish = wishOf(floor, seat, pick);
    story.say('wish', `${seat.agent} ${wish}`);
    const proof = proofOf(seat, client.cookie);
    const note = (outcome: object): void => story.say(`answer ${seat.agent} ${wish}`, outcome);
    switch (wish) {
      case 'log-in':
        return client.request('loginagent', { ...proof, extension: seat.phone }, note);
      case 'log-out':
        return client.request('logoutagent', proof, note);
      case 'break':
        return client.request('pauseagent', { ...proof, pauseType: 2 + (index % 2) }, note);
      case 'end-break':
        return client.request('unpauseagent', proof, note);
      case 'hold':
        return client.request('hold', proof, note);
      case 'unhold':
        // Some ask for their customer and do not pick up.
        if (faults.has('phones') && (pick * 7_919) % 1 < 0.2) this.changePhone(seat.phone, 'silent', 20_000);
        return client.request('unhold', proof, note);
      case 'hang-up':
        return client.request('hangup', proof, note);
      case 'transfer':
        return client.request('transfercall', { ...proof, extension: other }, note);
      case 'consult':
        return client.request('atxfercall', { ...proof, extension: other }, note);
      case 'transfer-to-agent': {
        const target = SEATS[(index + 1 + Math.floor(pick * 1_000)) % SEATS.length] ?? seat;
        return client.request('transfercallagent', { ...proof, targetAgentNumber: target.agent }, note);
      }
      case 'mute':
        return client.request('mixmonitormute', proof, note);
      case 'unmute':
        return client.request('mixmonitorunmute', proof, note);
      case 'answer':
        simulator.hands.phonePicksUp(seat.phone);
        return;
    }
  }

  useHandset({ seat: index, deed }: Extract<Deed, { kind: 'handset' }>): void {
    const { hands } = this.#scene.simulator;
    const seat = SEATS[index];
    if (seat === undefined) return;
    if (deed === 'hang-up') hands.agentPhoneHangsUp(seat.phone);
    else if (deed === 'pick-up') hands.phonePicksUp(seat.phone);
    else if (seat.kind === 'pool') hands.phoneDials(seat.phone, `*11${numberOf(seat)}`);
  }

  /** The customer of that agent hangs up. */
  loseCustomer(seat: number): void {
    const { pbx } = this.#scene.simulator;
    const channel = this.#customerOf(seat);
    if (channel !== undefined && !channel.ending) pbx.kernel.run(() => pbx.hangup(channel, { remote: true }));
  }

  /** Something is wrong with a phone for so long. Milliseconds. */
  changePhone(number: string, change: Change, ms: number): void {
    const { time, simulator } = this.#scene;
    const { hands } = simulator;
    switch (change) {
      case 'unplugged':
        hands.setPhone(number, { registered: false });
        // Asterisk notices when nobody answers its packets.
        time.setTimer(Math.min(ms, 5_000), () => hands.agentPhoneHangsUp(number));
        break;
      case 'silent':
        hands.setPhone(number, { answers: 'manual' });
        break;
      case 'rejects':
        hands.setPhone(number, { answers: 'rejects' });
    }
    time.setTimer(ms, () => this.#mend(number));
  }

  mendPhones(): void {
    for (const { phone } of SEATS) this.#mend(phone);
  }

  /** All log out, and whoever is still on a line is hung up on. */
  goHome(): void {
    const { time, simulator, lives } = this.#scene;
    const floor = lives.server?.floor;
    const again = (left: number): void => {
      for (const device of ['PJSIP/customer', 'PJSIP/trunk']) {
        const { pbx } = simulator;
        for (const channel of [...pbx.channels.ofDevice(device)]) {
          pbx.kernel.run(() => pbx.hangup(channel, { remote: true }));
        }
      }
      for (const [index, seat] of SEATS.entries()) {
        const agent = floor?.agents.get(seat.agent);
        const client = this.#clientOf(index);
        if (agent === undefined || agent.presence.kind === 'logged-out' || client?.cookie === undefined)
          continue;
        client.request('logoutagent', proofOf(seat, client.cookie));
      }
      if (left > 0) time.after(15_000, () => again(left - 1));
    };
    again(3);
    // Those who were only called by agents.
    time.setTimer(60_000, () => {
      for (const number of ['150', '151', ...SEATS.map(({ phone }) => phone)]) {
        simulator.hands.agentPhoneHangsUp(number);
      }
    });
  }

  #mend(number: string): void {
    this.#scene.simulator.hands.setPhone(number, { registered: true, answers: 'auto' });
  }

  #clientOf(seat: number): Client | undefined {
    return this.#scene.clients[seat % CONSOLES];
  }

  /** The first from that seat on that has a call. */
  #nextBusy(seat: number): number {
    for (let n = 0; n < SEATS.length; n++) {
      const index = (seat + n) % SEATS.length;
      if (this.#customerOf(index) !== undefined) return index;
    }
    return seat;
  }

  #customerOf(seat: number): Channel | undefined {
    const { lives, simulator } = this.#scene;
    const floor = lives.server?.floor;
    const agent = floor?.agents.get(SEATS[seat]?.agent ?? ('' as AgentName));
    const login = agent && loginOf(agent);
    const call = login?.call === undefined ? undefined : floor?.calls.get(login.call);
    return call === undefined ? undefined : simulator.pbx.channels.find(call.customer.uniqueid);
  }
}

function proofOf(
  { agent }: Seat,
  cookie: string,
): { readonly agentNumber: AgentName; readonly agentHash: string } {
  return { agentNumber: agent, agentHash: agentHash(cookie, agent, PASSWORD) };
}

function numberOf({ agent }: Seat): string {
  return agent.slice(agent.indexOf('/') + 1);
}
