import type { Channel } from '../engine/channel.js';
import type { Pbx } from '../engine/pbx.js';
import { type Script, until } from '../engine/script.js';

/**
 * Connects a channel with a leg it has dialled; returns when the conversation is over. The leg has no life of
 * its own: it is hung up when the other end is gone, unless somebody took it elsewhere.
 */
export function* bridgeWith(pbx: Pbx, channel: Channel, leg: Channel): Script {
  const bridge = pbx.createBridge('basic');
  try {
    bridge.enter(leg, () => pbx.hangup(leg));
    yield* until<void>((resume) => {
      bridge.enter(channel, resume);
      return () => {};
    });
  } finally {
    bridge.leave(channel);
  }
}
