import type { Bridge } from '../engine/bridge.js';
import type { Channel } from '../engine/channel.js';
import type { Pbx } from '../engine/pbx.js';
import { type Script, until } from '../engine/script.js';

/** `BridgeWait(name)`: waits with music; taken into a conversation by `Bridge`, it returns when that is over. */
export function* bridgeWait(pbx: Pbx, channel: Channel, name: string): Script {
  channel.application = 'BridgeWait';
  channel.applicationData = name;
  pbx.answer(channel);
  try {
    yield* until<void>((resume) => {
      waitingRoom(pbx).enter(channel, resume);
      return () => {};
    });
    // It goes back to wait, and only then learns that it is to go on.
    waitingRoom(pbx).enter(channel, () => {});
  } finally {
    channel.bridge?.leave(channel);
  }
}

function waitingRoom(pbx: Pbx): Bridge {
  return [...pbx.bridges].find((bridge) => bridge.type === 'wait') ?? pbx.createBridge('wait');
}
