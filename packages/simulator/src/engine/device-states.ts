import type { Pbx } from './pbx.js';

/** Asterisk's device states; the index is the number that `QueueMemberStatus` shows. */
export const DEVICE_STATES = [
  'UNKNOWN',
  'NOT_INUSE',
  'INUSE',
  'BUSY',
  'INVALID',
  'UNAVAILABLE',
  'RINGING',
  'RINGINUSE',
  'ONHOLD',
] as const;

export type DeviceState = (typeof DEVICE_STATES)[number];

/** `Status` of a queue member in that state. */
export function deviceStateNumber(state: DeviceState): number {
  return DEVICE_STATES.indexOf(state);
}

/** Remembers what was last told about each device and tells the changes, to AMI and to the queues. */
export class DeviceStates {
  readonly #pbx: Pbx;
  readonly #told = new Map<string, DeviceState>();

  constructor(pbx: Pbx) {
    this.#pbx = pbx;
  }

  /** The state of a device now. */
  of(device: string): DeviceState {
    if (device.startsWith('Agent:')) return this.#pbx.agents.deviceState(device.slice('Agent:'.length));
    const phone = this.#pbx.phones.ofDevice(device);
    if (phone !== undefined) return phone.deviceState(this.#pbx);
    if (device.startsWith('Local/')) return this.#ofLocal(device);
    return this.#told.get(device) ?? (device.startsWith('park:') ? 'NOT_INUSE' : 'UNKNOWN');
  }

  /** Tells everybody if the state of that device has changed. */
  refresh(device: string): void {
    const state = this.of(device);
    const before = this.#told.get(device) ?? (device.startsWith('Local/') ? 'NOT_INUSE' : undefined);
    if (before === state) return;
    this.#tell(device, state);
    this.#pbx.queues.deviceChanged(device);
  }

  /** Takes the state a device has at start as told. */
  prime(device: string): void {
    this.#told.set(device, this.of(device));
  }

  /** Devices without a channel: a queue's entrance, a pause lamp, a parking space. */
  set(device: string, state: DeviceState): void {
    if (this.#told.get(device) !== state) this.#tell(device, state);
  }

  #tell(device: string, state: DeviceState): void {
    this.#told.set(device, state);
    this.#pbx.emit('DeviceStateChange', 'call', [
      ['Device', device],
      ['State', state],
    ]);
  }

  #ofLocal(device: string): DeviceState {
    return this.#pbx.channels.some((channel) => channel.device === device && !channel.ending)
      ? 'INUSE'
      : 'NOT_INUSE';
  }
}
