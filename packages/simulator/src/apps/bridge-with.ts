import type { Channel } from '../engine/channel.js';
import type { Pbx } from '../engine/pbx.js';
import { type Script, until } from '../engine/script.js';

/**
 * Connects a channel with a leg it has dialled; returns when the conversation is over. The leg has no life of
 * its own: it is hung up when the other end is gone, unless somebody took it elsewhere or `leftAlone` says what it does.
 */
export function* bridgeWith(
  pbx: Pbx,
  channel: Channel,
  leg: Channel,
  leftAlone: () => void = () => pbx.hangup(leg),
): Script {
  const bridge = pbx.createBridge('basic');
  try {
    bridge.enter(leg, leftAlone);
    yield* until<void>((resume) => {
      bridge.enter(channel, resume);
      return () => {};
    });
  } finally {
    bridge.leave(channel);
  }
}
