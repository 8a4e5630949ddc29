import { type Channel, channelFields, type DialplanPoint } from '../engine/channel.js';
import type { LegProgress } from '../engine/leg-progress.js';
import { createLeg, dialledPart, startLeg } from '../engine/legs.js';
import type { Pbx } from '../engine/pbx.js';
import { type Script, until } from '../engine/script.js';
import { bridgeWith } from './bridge-with.js';

/** `DIALSTATUS` after `Dial`. */
export type DialStatus = 'ANSWER' | 'BUSY' | 'CONGESTION' | 'CHANUNAVAIL' | 'NOANSWER';

/** What `Dial` is told beside device and time. */
export interface DialOptions {
  /** As Asterisk writes them; default `tT`. */
  readonly letters?: string;
  /** Option `F`: where the leg goes when the channel that dialled it is gone. */
  readonly legGoesOn?: DialplanPoint;
}

/** `Dial(device,timeout)`: rings one device and talks; returns what became of it, if the channel may go on (`g`). */
export function* dial(
  pbx: Pbx,
  channel: Channel,
  device: string,
  timeoutSeconds: number,
  { letters = 'tT', legGoesOn }: DialOptions = {},
): Script<DialStatus> {
  channel.application = 'Dial';
  channel.applicationData = `${device},${timeoutSeconds},${letters}`;
  const leg = createLeg(pbx, device, { from: channel });
  const status = leg === undefined ? 'CHANUNAVAIL' : yield* ring(pbx, channel, leg, device, timeoutSeconds);
  if (leg !== undefined && status === 'ANSWER') {
    pbx.answer(channel);
    yield* bridgeWith(pbx, channel, leg, legGoesOn && (() => pbx.redirect(leg, legGoesOn)));
  }
  if (leg === undefined) channel.cause = 3;
  pbx.setVariable(channel, 'DIALSTATUS', status);
  return status;
}

function* ring(
  pbx: Pbx,
  channel: Channel,
  leg: Channel,
  device: string,
  timeoutSeconds: number,
): Script<DialStatus> {
  leg.point = { ...leg.point, exten: channel.point.exten };
  pbx.setConnected(leg, channel.caller);
  const both = (): readonly (readonly [string, string])[] => [
    ...channelFields(channel),
    ...channelFields(leg, 'Dest'),
  ];
  pbx.emit('DialBegin', 'call', [...both(), ['DialString', dialledPart(device)]]);
  let status: DialStatus | 'CANCEL' = 'CANCEL'; // the caller may give up
  try {
    const outcome = yield* until<LegProgress | 'timeout'>((resume) => {
      const cancel = pbx.kernel.timer(timeoutSeconds * 1000, () => resume('timeout'));
      leg.progress = (news) => {
        if (news.kind === 'ringing') {
          pbx.emit('DialState', 'call', [...both(), ['DialStatus', 'RINGING']]);
          pbx.ringing(channel);
        } else resume(news);
      };
      startLeg(pbx, leg);
      return cancel;
    });
    leg.progress = undefined;
    if (outcome === 'timeout') status = 'NOANSWER';
    else if (outcome.kind === 'failed') status = outcome.status;
    else if (!leg.ending) status = 'ANSWER';
    if (status === 'ANSWER') pbx.setConnected(channel, leg.caller);
    return status === 'CANCEL' ? 'CHANUNAVAIL' : status;
  } finally {
    leg.progress = undefined;
    pbx.emit('DialEnd', 'call', [...both(), ['DialStatus', status]]);
    if (status !== 'ANSWER') pbx.hangup(leg, { cause: status === 'CANCEL' ? 16 : 0 });
  }
}
