import { type Channel, channelFields } from '../engine/channel.js';
import type { HangupCause } from '../engine/hangup-cause.js';
import type { LegFailure } from '../engine/leg-progress.js';
import type { Pbx } from '../engine/pbx.js';
import { forever, pause, type Script } from '../engine/script.js';

/** Moves the channel to a priority, as `CoreShowChannels` and events show it. */
export function atPriority(channel: Channel, priority: number, application: string, data = ''): void {
  channel.point = { ...channel.point, priority };
  channel.application = application;
  channel.applicationData = data;
}

/** `MusicOnHold` for `seconds`, then returns. */
export function* musicOnHold(pbx: Pbx, channel: Channel, seconds: number): Script {
  channel.application = 'MusicOnHold';
  channel.applicationData = 'default';
  pbx.emit('MusicOnHoldStart', 'call', [...channelFields(channel), ['Class', 'default']]);
  try {
    yield* pause(pbx.kernel, seconds * 1000);
  } finally {
    pbx.emit('MusicOnHoldStop', 'call', channelFields(channel));
  }
}

/** `Wait(seconds)`. */
export function* waitSeconds(pbx: Pbx, channel: Channel, seconds: number): Script {
  channel.application = 'Wait';
  channel.applicationData = String(seconds);
  yield* pause(pbx.kernel, seconds * 1000);
}

/** `Busy` and `Congestion`: tells whoever dials, waits for the hangup, for `seconds` if they are given. */
export function* refuse(
  pbx: Pbx,
  channel: Channel,
  status: LegFailure,
  cause: HangupCause,
  seconds?: number,
): Script {
  channel.application = status === 'BUSY' ? 'Busy' : 'Congestion';
  channel.applicationData = seconds === undefined ? '' : String(seconds);
  if (!channel.up) {
    channel.cause = cause;
    pbx.setState(channel, 7);
  }
  const dialled = channel.pair?.two === channel ? channel.pair.one : channel;
  dialled.progress?.({ kind: 'failed', status });
  if (seconds === undefined) yield* forever();
  else yield* pause(pbx.kernel, seconds * 1000);
}
