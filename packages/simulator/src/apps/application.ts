import type { Channel } from '../engine/channel.js';
import { type HangupCause, toCause } from '../engine/hangup-cause.js';
import { DEFAULT_LOT } from '../engine/parking-lot.js';
import type { Pbx } from '../engine/pbx.js';
import { forever, type Script } from '../engine/script.js';
import { agentLogin } from './agent-login.js';
import { agentRequest } from './agent-request.js';
import { musicOnHold, waitSeconds } from './basic-apps.js';
import { dial } from './dial-app.js';
import { parkedCall } from './parked-call.js';
import { queueApp } from './queue-app.js';

/** Runs one application by name, for `Originate` with `Application` and `Data`; an unknown one ends the call. */
export function* runApplication(
  pbx: Pbx,
  channel: Channel,
  application: string,
  data: string,
): Script<HangupCause | undefined> {
  const args = data.split(',');
  const [first = '', second = ''] = args;
  switch (application.toLowerCase()) {
    case 'agentlogin':
      yield* agentLogin(pbx, channel, first, second);
      return undefined;
    case 'agentrequest':
      yield* agentRequest(pbx, channel, first);
      return undefined;
    case 'queue':
      yield* queueApp(pbx, channel, first, Number(args[4] ?? '') || 300);
      return undefined;
    case 'dial':
      yield* dial(pbx, channel, first, Number(second) || 60);
      return undefined;
    case 'parkedcall':
      yield* parkedCall(pbx, channel, first || DEFAULT_LOT, Number(second));
      return undefined;
    case 'musiconhold':
      yield* musicOnHold(pbx, channel, Number(second) || 3600);
      return undefined;
    case 'wait':
      yield* waitSeconds(pbx, channel, Number(first) || 1);
      return undefined;
    case 'echo':
      channel.application = 'Echo';
      yield* forever();
      return undefined;
    case 'hangup':
      return toCause(Number(first) || 16);
    default:
      return undefined;
  }
}
