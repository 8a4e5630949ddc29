import type { AmiField } from '@openeccp/ami';
import { deviceStateNumber } from './device-states.js';
import type { Pbx } from './pbx.js';

/** A member as `queues.conf` or `QueueAdd` gives it. */
export interface MemberSeed {
  /** What is dialled: `Local/412@agents`, `PJSIP/101`. */
  readonly interface: string;
  readonly name: string;
  /** Whose state counts: `Agent:412`; the interface itself by default. */
  readonly stateInterface?: string;
  readonly penalty?: number;
}

/** Somebody who takes the calls of one queue. */
export class QueueMember {
  readonly interface: string;
  readonly stateInterface: string;
  readonly name: string;
  readonly membership: 'static' | 'dynamic';
  readonly penalty: number;
  /** Simulated seconds since the epoch, as are the other times here. */
  readonly loginTime: number;
  paused = false;
  pausedReason = '';
  callsTaken = 0;
  lastCall = 0;
  lastPause = 0;
  inCall = false;
  /** True while a caller of this queue rings the member. */
  rung = false;

  constructor(seed: MemberSeed, membership: 'static' | 'dynamic', loginTime: number) {
    this.interface = seed.interface;
    this.stateInterface = seed.stateInterface ?? seed.interface;
    this.name = seed.name;
    this.membership = membership;
    this.penalty = seed.penalty ?? 0;
    this.loginTime = loginTime;
  }

  /** Would a call ring it now? (`ringinuse=no`, no wrap-up) */
  available(pbx: Pbx): boolean {
    if (this.paused || this.rung) return false;
    const state = pbx.devices.of(this.stateInterface);
    return state === 'NOT_INUSE' || state === 'UNKNOWN';
  }

  /** The fields of `QueueMemberStatus`, `QueueMemberAdded`, `QueueMemberPause`, `QueueMemberRemoved`. */
  eventFields(pbx: Pbx, queue: string): readonly AmiField[] {
    return [
      ['Queue', queue],
      ['MemberName', this.name],
      ['Interface', this.interface],
      ...this.#counters(pbx),
      ['Ringinuse', '0'],
      ['Wrapuptime', '0'],
    ];
  }

  /** The fields of `QueueMember` in a `QueueStatus` list. */
  listFields(pbx: Pbx, queue: string): readonly AmiField[] {
    return [
      ['Queue', queue],
      ['Name', this.name],
      ['Location', this.interface],
      ...this.#counters(pbx),
      ['Wrapuptime', '0'],
    ];
  }

  #counters(pbx: Pbx): readonly AmiField[] {
    return [
      ['StateInterface', this.stateInterface],
      ['Membership', this.membership],
      ['Penalty', String(this.penalty)],
      ['CallsTaken', String(this.callsTaken)],
      ['LastCall', String(this.lastCall)],
      ['LastPause', String(this.lastPause)],
      ['LoginTime', String(this.loginTime)],
      ['InCall', this.inCall ? '1' : '0'],
      ['Status', String(deviceStateNumber(pbx.devices.of(this.stateInterface)))],
      ['Paused', this.paused ? '1' : '0'],
      ['PausedReason', this.pausedReason],
    ];
  }
}
