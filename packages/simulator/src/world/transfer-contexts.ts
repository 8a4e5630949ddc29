import { agentRequest } from '../apps/agent-request.js';
import { waitSeconds } from '../apps/basic-apps.js';
import { bridgeApp } from '../apps/bridge-app.js';
import { bridgeWait } from '../apps/bridge-wait.js';
import { type DialOptions, type DialStatus, dial } from '../apps/dial-app.js';
import { queueApp } from '../apps/queue-app.js';
import type { Channel } from '../engine/channel.js';
import type { DialplanContext, ExtensionEnd } from '../engine/dialplan.js';
import type { Pbx } from '../engine/pbx.js';
import type { Script } from '../engine/script.js';
import { context, extension } from './extension.js';

/** The contexts that `openeccp init` writes for transfers; what each is for stands there. */
export const TRANSFER_CONTEXTS: readonly DialplanContext[] = [
  context(
    'openeccp-hold',
    [],
    extension('_[0-9A-Za-z]!', ['BridgeWait(openeccp)', 'Hangup()'], function* (pbx, channel) {
      yield* bridgeWait(pbx, channel, 'openeccp');
      return undefined;
    }),
  ),
  context(
    'openeccp-consult',
    [],
    extension(
      '_X!',
      [`Dial(\${OPENECCP_DIAL},\${OPENECCP_RING},gF)`, `Bridge(\${OPENECCP_CUSTOMER})`, 'Hangup()'],
      function* (pbx, channel) {
        if (channel.point.priority === 1) {
          const legGoesOn = { ...channel.point, priority: 2 };
          yield* dialAsTold(pbx, channel, { letters: 'gF', legGoesOn });
          channel.point = legGoesOn;
        }
        return yield* toCustomer(pbx, channel);
      },
    ),
    extension('return', [`Bridge(\${OPENECCP_CUSTOMER})`, 'Hangup()'], toCustomer),
  ),
  context(
    'openeccp-transfer',
    [],
    extension(
      '_[0-9A-Za-z]!',
      [`Dial(\${OPENECCP_DIAL},\${OPENECCP_RING},m)`, `Queue(\${EXTEN})`, 'Hangup()'],
      function* (pbx, channel, exten) {
        if ((yield* dialAsTold(pbx, channel, { letters: 'm' })) === 'ANSWER') return undefined;
        channel.point = { ...channel.point, priority: 2 };
        yield* queueApp(pbx, channel, exten, 300);
        return undefined;
      },
    ),
  ),
  context(
    'openeccp-agent',
    [],
    extension(
      '_X!',
      [`AgentRequest(\${EXTEN})`, 'GotoIf()', 'Wait(0.1)', 'Goto(1)', 'Hangup()'],
      function* (pbx, channel, exten) {
        while (!(yield* agentRequest(pbx, channel, exten))) {
          if (channel.variables.get('AGENT_STATUS') !== 'BUSY') return undefined;
          yield* waitSeconds(pbx, channel, 0.1);
        }
        return undefined;
      },
    ),
  ),
];

function dialAsTold(pbx: Pbx, channel: Channel, options: DialOptions): Script<DialStatus> {
  const device = channel.variables.get('OPENECCP_DIAL') ?? '';
  return dial(pbx, channel, device, Number(channel.variables.get('OPENECCP_RING')) || 30, options);
}

function* toCustomer(pbx: Pbx, channel: Channel): Script<ExtensionEnd | undefined> {
  yield* bridgeApp(pbx, channel, channel.variables.get('OPENECCP_CUSTOMER') ?? '');
  return undefined;
}
