import type { Channel } from '../engine/channel.js';
import type { Pbx } from '../engine/pbx.js';
import { type Script, until } from '../engine/script.js';

/** `Bridge(channel)`: takes that channel out of the bridge it is in and talks to it; does nothing if it is gone. */
export function* bridgeApp(pbx: Pbx, channel: Channel, name: string): Script {
  channel.application = 'Bridge';
  channel.applicationData = name;
  const other = pbx.channels.find(name);
  if (other?.bridge === undefined) {
    pbx.setVariable(channel, 'BRIDGERESULT', 'NONEXISTENT');
    return;
  }
  const bridge = pbx.createBridge('basic');
  try {
    const isParked = [...pbx.parkingLots.values()].some((lot) => lot.letGo(other, bridge));
    if (!isParked) bridge.moveIn(other);
    yield* until<void>((resume) => {
      bridge.enter(channel, resume);
      return () => {};
    });
  } finally {
    bridge.leave(channel);
  }
}
