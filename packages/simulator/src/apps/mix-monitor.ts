import { type Channel, channelFields } from '../engine/channel.js';
import type { Pbx } from '../engine/pbx.js';

/** `MixMonitor(file)`: records the channel until its end. A Local channel that is recorded is not optimised away. */
export function mixMonitor(pbx: Pbx, channel: Channel, file: string): void {
  channel.recorded = true;
  pbx.setVariable(channel, 'MIXMONITOR_FILENAME', `/var/spool/asterisk/monitor/${file}`);
  pbx.emit('MixMonitorStart', 'call', channelFields(channel));
}
