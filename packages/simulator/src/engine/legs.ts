import type { Channel, DialplanPoint, Party } from './channel.js';
import { channelFields, UNKNOWN_PARTY } from './channel.js';
import { LocalPair } from './local-pair.js';
import type { Pbx } from './pbx.js';
import type { Phone } from './phone.js';

/** Who dials a leg, and what the leg is to show. */
export interface LegOrder {
  /** The channel that dials, whose Linkedid the leg takes over. */
  readonly from: Channel | undefined;
  /** Caller of the leg, for `Originate`; otherwise the device's own (phone) or the dialling party (Local). */
  readonly caller?: Party;
  /** Uniqueid of the leg, for `Originate`. */
  readonly uniqueid?: string | undefined;
  /** What the leg shows as the other end. */
  readonly connected?: Party;
}

interface DialTarget {
  readonly kind: 'phone' | 'local';
  readonly device: string;
  readonly exten: string;
  readonly context: string;
  readonly optimisable: boolean;
}

/** Milliseconds until a called phone rings. */
const RINGS_AFTER_MS = 1;

/**
 * Creates the channel of an outgoing leg, not yet ringing.
 *
 * @returns undefined if the device cannot be reached: unknown, not registered, no such extension. Asterisk
 *   creates no channel then, or for `Local` a pair that dies at once.
 */
export function createLeg(pbx: Pbx, dialString: string, order: LegOrder): Channel | undefined {
  const target = parseDialString(dialString);
  if (target === undefined) return undefined;
  const leg = target.kind === 'local' ? createLocal(pbx, target, order) : createPhoneLeg(pbx, target, order);
  if (leg !== undefined) inheritVariables(pbx, leg, order.from);
  return leg;
}

function inheritVariables(pbx: Pbx, leg: Channel, from: Channel | undefined): void {
  for (const [plain, name] of from?.inherited ?? []) {
    pbx.setVariable(leg, name, from?.variables.get(plain) ?? '');
  }
}

/** The second half of a Local channel has all that the first one has, also what nobody inherits. */
function copyVariables(pbx: Pbx, one: Channel, two: Channel): void {
  for (const [plain, value] of one.variables) {
    pbx.setVariable(two, one.inherited.get(plain) ?? plain, value);
  }
}

/** Lets a created leg ring; what comes of it is told to its `progress`. */
export function startLeg(pbx: Pbx, leg: Channel): void {
  if (leg.pair !== undefined) {
    copyVariables(pbx, leg, leg.pair.two);
    pbx.startDialplan(leg.pair.two);
    return;
  }
  const phone = pbx.phones.ofDevice(leg.device);
  if (phone === undefined) return;
  pbx.kernel.timer(RINGS_AFTER_MS, () => {
    if (!leg.ending) ringPhone(pbx, leg, phone);
  });
}

/** `DialString` as `DialBegin` shows it to `Dial` and `Originate`: without the technology. */
export function dialledPart(dialString: string): string {
  return dialString.slice(dialString.indexOf('/') + 1);
}

/** The phone that is called says that it is busy. */
export function refuseCall(pbx: Pbx, leg: Channel): void {
  leg.progress?.({ kind: 'failed', status: 'BUSY' });
  pbx.hangup(leg, { cause: 17, remote: true });
}

function ringPhone(pbx: Pbx, leg: Channel, phone: Phone): void {
  if (phone.answers === 'rejects' || phone.isInCall(pbx, leg)) {
    refuseCall(pbx, leg);
    return;
  }
  pbx.setState(leg, 5);
  leg.progress?.({ kind: 'ringing' });
  const pickUp = (): void => {
    leg.pickUp = undefined;
    if (!leg.ending) pbx.answer(leg);
  };
  leg.pickUp = pickUp;
  if (phone.answers === 'auto') pbx.kernel.timer(phone.answerAfterMs, () => leg.pickUp?.());
}

function createPhoneLeg(pbx: Pbx, target: DialTarget, order: LegOrder): Channel | undefined {
  const phone = pbx.phones.ofDevice(target.device);
  if (phone === undefined || !phone.registered) return undefined;
  const leg = pbx.createChannel({
    name: `${target.device}-${pbx.ids.phoneSuffix()}`,
    uniqueid: order.uniqueid,
    device: target.device,
    from: order.from,
    state: 0,
    caller: phone.caller,
    point: { context: phone.context, exten: 's', priority: 1 },
  });
  leg.application = order.from === undefined ? 'AppDial2' : 'AppDial';
  leg.applicationData = '(Outgoing Line)';
  if (order.caller !== undefined) {
    // Originate names the caller; a phone keeps its own number if the order has none.
    pbx.setCaller(leg, { number: order.caller.number || phone.caller.number, name: order.caller.name });
  }
  if (order.connected !== undefined) pbx.setConnected(leg, order.connected);
  return leg;
}

function createLocal(pbx: Pbx, target: DialTarget, order: LegOrder): Channel | undefined {
  const point: DialplanPoint = { context: target.context, exten: target.exten, priority: 1 };
  const name = `${target.device}-${pbx.ids.localSuffix()}`;
  const common = { device: target.device, caller: UNKNOWN_PARTY, point };
  const one = pbx.createChannel({
    ...common,
    name: `${name};1`,
    uniqueid: order.uniqueid,
    from: order.from,
    state: 0,
  });
  // Asterisk derives the id of the second half from the one that was asked for.
  const uniqueid = order.uniqueid === undefined ? undefined : `${order.uniqueid};2`;
  const two = pbx.createChannel({ ...common, name: `${name};2`, uniqueid, from: one, state: 4 });
  one.application = order.from === undefined ? 'AppDial2' : 'AppDial';
  one.applicationData = '(Outgoing Line)';
  const pair = new LocalPair(pbx, one, two, target.optimisable);
  const caller = order.caller ?? order.from?.caller ?? UNKNOWN_PARTY;
  pbx.setCaller(one, caller);
  if (order.caller !== undefined) pbx.setConnected(one, order.connected ?? caller);
  pbx.setCaller(two, caller);
  pbx.setConnected(two, caller);
  if (pbx.dialplan.find(target.context, target.exten) === undefined) {
    pbx.hangup(one, { cause: 0 });
    return undefined;
  }
  pbx.emit('LocalBridge', 'call', [
    ...channelFields(one, 'LocalOne'),
    ...channelFields(two, 'LocalTwo'),
    ['Context', target.context],
    ['Exten', target.exten],
    ['LocalOptimization', pair.optimisable ? 'Yes' : 'No'],
  ]);
  return one;
}

function parseDialString(dialString: string): DialTarget | undefined {
  const local = /^Local\/([^@/]+)@([^/]+)(\/n)?$/i.exec(dialString);
  if (local !== null) {
    const [, exten = '', context = '', n] = local;
    return {
      kind: 'local',
      device: `Local/${exten}@${context}`,
      exten,
      context,
      optimisable: n === undefined,
    };
  }
  const phone = /^PJSIP\/(?:[^@/]+@)?([^@/]+)$/i.exec(dialString);
  if (phone !== null) {
    const [, number = ''] = phone;
    return { kind: 'phone', device: `PJSIP/${number}`, exten: '', context: '', optimisable: false };
  }
  return undefined;
}
