import type { AmiField } from '@openeccp/ami';
import { type Channel, channelFields, known, type Party } from '../engine/channel.js';
import type { HangupCause } from '../engine/hangup-cause.js';
import type { LegFailure } from '../engine/leg-progress.js';
import { createLeg, dialledPart, startLeg } from '../engine/legs.js';
import type { Pbx } from '../engine/pbx.js';
import { runApplication } from './application.js';

/** What the answered channel is to do. */
export type OriginateTarget =
  | {
      readonly kind: 'extension';
      readonly context: string;
      readonly exten: string;
      readonly priority: number;
    }
  | { readonly kind: 'application'; readonly application: string; readonly data: string };

export interface OriginateOrder {
  readonly device: string;
  readonly target: OriginateTarget;
  readonly caller: Party;
  readonly timeoutMs: number;
  readonly variables: readonly (readonly [name: string, value: string])[];
  /** Uniqueid of the channel, if the order chooses it. */
  readonly channelId?: string | undefined;
  /** Shown in `OriginateResponse`. */
  readonly actionId: string | undefined;
}

/** The `Reason` of `OriginateResponse`. */
const REASONS = { failed: '0', noAnswer: '3', answered: '4', busy: '5', congestion: '8' } as const;

/** Calls a device and, when it answers, runs the target on it; `done` learns whether it was answered. */
export function originate(pbx: Pbx, order: OriginateOrder, done: (answered: boolean) => void): void {
  const leg = createLeg(pbx, order.device, {
    from: undefined,
    caller: order.caller,
    uniqueid: order.channelId,
  });
  if (leg === undefined) {
    respond(pbx, order, undefined, REASONS.failed);
    done(false);
    return;
  }
  if (leg.pair === undefined) {
    // The phone shows itself as both ends until it is answered.
    const name = order.caller.name || leg.caller.name;
    pbx.setConnected(leg, { number: order.caller.number, name });
  }
  for (const [name, value] of order.variables) pbx.setVariable(leg, name, value);
  pbx.emit('DialBegin', 'call', [...channelFields(leg, 'Dest'), ['DialString', dialledPart(order.device)]]);
  let settled = false;
  const settle = (reason: string, status: string): void => {
    if (settled) return;
    settled = true;
    cancelTimer();
    leg.progress = undefined;
    const answered = reason === REASONS.answered;
    // Asterisk does not queue the response behind the events of channels, and is often first with it.
    respond(pbx, order, answered ? leg : undefined, reason);
    if (status !== '') pbx.emit('DialEnd', 'call', [...channelFields(leg, 'Dest'), ['DialStatus', status]]);
    if (answered) runTarget(pbx, leg, order.target);
    else pbx.hangup(leg, { cause: unansweredCause(pbx, reason) });
    done(answered);
  };
  const cancelTimer = pbx.kernel.timer(order.timeoutMs, () => settle(REASONS.noAnswer, ''));
  leg.progress = (news) => {
    switch (news.kind) {
      case 'ringing':
        pbx.emit('DialState', 'call', [...channelFields(leg, 'Dest'), ['DialStatus', 'RINGING']]);
        return;
      case 'answered':
        pbx.kernel.post(() => {
          if (leg.ending) settle(REASONS.failed, '');
          else settle(REASONS.answered, 'ANSWER');
        });
        return;
      case 'failed':
        pbx.kernel.post(() =>
          settle(reasonOf(leg, news.status), news.status === 'CHANUNAVAIL' ? '' : news.status),
        );
    }
  };
  startLeg(pbx, leg);
}

function runTarget(pbx: Pbx, leg: Channel, target: OriginateTarget): void {
  leg.application = '';
  leg.applicationData = '';
  if (target.kind === 'extension') {
    leg.point = { context: target.context, exten: target.exten, priority: target.priority };
    pbx.startDialplan(leg);
  } else {
    pbx.startThread(leg, runApplication(pbx, leg, target.application, target.data));
  }
}

/** The cause of a channel on which nobody answered in time; 16 has none. */
function unansweredCause(pbx: Pbx, reason: string): HangupCause {
  return reason === REASONS.noAnswer && pbx.version === '22' ? 19 : 0;
}

/** Of a phone that refuses the reason is not told, only the cause of its channel. */
function reasonOf(leg: Channel, status: LegFailure): string {
  if (leg.pair === undefined) return REASONS.failed;
  switch (status) {
    case 'BUSY':
      return REASONS.busy;
    case 'CONGESTION':
      return REASONS.congestion;
    case 'CHANUNAVAIL':
      return REASONS.failed;
  }
}

function respond(pbx: Pbx, order: OriginateOrder, leg: Channel | undefined, reason: string): void {
  const target: readonly AmiField[] =
    order.target.kind === 'extension'
      ? [
          ['Context', order.target.context],
          ['Exten', order.target.exten],
        ]
      : [
          ['Application', order.target.application],
          ['Data', order.target.data],
        ];
  pbx.emit('OriginateResponse', 'call', [
    ...(order.actionId === undefined ? [] : [['ActionID', order.actionId] as const]),
    ['Response', leg === undefined ? 'Failure' : 'Success'],
    ['Channel', leg?.name ?? order.device],
    ...target,
    ['Reason', reason],
    ['Uniqueid', leg?.uniqueid ?? order.channelId ?? '<unknown>'],
    ['CallerIDNum', known(order.caller.number)],
    ['CallerIDName', known(order.caller.name)],
  ]);
}
