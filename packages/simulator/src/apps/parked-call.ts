import type { Channel } from '../engine/channel.js';
import type { Pbx } from '../engine/pbx.js';
import { pause, type Script, until } from '../engine/script.js';

/** The prompt `pbx-invalidpark` plays so long. */
const INVALID_PROMPT_MS = 4970;

/** `ParkedCall(lot,space)`: takes a parked call back; for an empty space a prompt says so and the call ends. */
export function* parkedCall(pbx: Pbx, channel: Channel, lotName: string, space: number): Script {
  channel.application = 'ParkedCall';
  channel.applicationData = `${lotName},${space}`;
  const lot = pbx.parkingLots.get(lotName);
  const call = lot?.at(space);
  pbx.answer(channel);
  if (lot === undefined || call === undefined) {
    yield* pause(pbx.kernel, INVALID_PROMPT_MS);
    return;
  }
  const bridge = pbx.createBridge('basic');
  try {
    lot.unpark(call, channel, bridge);
    yield* until<void>((resume) => {
      bridge.enter(channel, resume);
      showParty(pbx, channel, call.channel);
      return () => {};
    });
  } finally {
    bridge.leave(channel);
  }
}

/** Shows the retriever, and the agent behind a Local pair, whom they talk to now. */
function showParty(pbx: Pbx, retriever: Channel, parkee: Channel): void {
  pbx.setConnected(retriever, parkee.caller);
  pbx.setConnected(parkee, retriever.caller);
  const two = retriever.pair?.one === retriever ? retriever.pair.two : undefined;
  if (two === undefined) return;
  pbx.setCaller(two, parkee.caller);
  const far = two.bridge?.peerOf(two);
  if (far !== undefined) pbx.setConnected(far, parkee.caller);
}
