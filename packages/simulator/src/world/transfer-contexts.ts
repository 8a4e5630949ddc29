import { agentRequest } from '../apps/agent-request.js';
import { musicOnHold, waitSeconds } from '../apps/basic-apps.js';
import { bridgeApp } from '../apps/bridge-app.js';
import { bridgeWait } from '../apps/bridge-wait.js';
import { type DialOptions, type DialStatus, dial } from '../apps/dial-app.js';
import { parkedCall } from '../apps/parked-call.js';
import { queueApp } from '../apps/queue-app.js';
import type { Channel } from '../engine/channel.js';
import type { DialplanContext, ExtensionEnd } from '../engine/dialplan.js';
import type { Pbx } from '../engine/pbx.js';
import { ended, type Script } from '../engine/script.js';
import { context, extension } from './extension.js';

/** Extensions are patterns there, of which none is to match the end of a call. */
const AT_HANGUP = extension('h', ['NoOp()'], () => ended(undefined));

/** The contexts that `openeccp init` writes for transfers; what each is for stands there. */
export const TRANSFER_CONTEXTS: readonly DialplanContext[] = [
  context(
    'openeccp-hold',
    [],
    extension('_[0-9A-Za-z]!', ['Set()', 'BridgeWait(openeccp)', 'Hangup()'], function* (pbx, channel) {
      channel.point = { ...channel.point, priority: 2 };
      yield* bridgeWait(pbx, channel, 'openeccp');
      return undefined;
    }),
    AT_HANGUP,
  ),
  context(
    'openeccp-consult',
    [],
    extension(
      '_X!',
      [
        `Dial(\${OPENECCP_DIAL},\${OPENECCP_RING},gF)`,
        'GotoIf()',
        'GotoIf()',
        'Set()',
        'GotoIf()',
        'Wait(0.1)',
        'Goto(back)',
        'Set()',
        `Bridge(\${OPENECCP_CUSTOMER})`,
        'Hangup()',
      ],
      function* (pbx, channel) {
        if (channel.point.priority === 1) {
          const legGoesOn = { ...channel.point, priority: 2 };
          yield* dialAsTold(pbx, channel, { letters: 'gF', legGoesOn });
        }
        // Here a customer who is sent to wait does so at once.
        channel.point = { ...channel.point, priority: 9 };
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
      [
        `Dial(\${OPENECCP_DIAL},\${OPENECCP_RING},m)`,
        `Set(QUEUE_PRIO=$[0\${QUEUE_PRIO} + 1])`,
        `Queue(\${EXTEN})`,
        'GotoIf()',
        'MusicOnHold(,5)',
        'Goto(3)',
        'Hangup()',
      ],
      function* (pbx, channel, exten) {
        if (channel.point.priority === 1) {
          if ((yield* dialAsTold(pbx, channel, { letters: 'm' })) === 'ANSWER') return undefined;
        }
        const priority = Number(channel.variables.get('QUEUE_PRIO') ?? 0) + 1;
        pbx.setVariable(channel, 'QUEUE_PRIO', String(priority));
        while (pbx.queues.find(exten) !== undefined) {
          channel.point = { ...channel.point, priority: 3 };
          if (yield* queueApp(pbx, channel, exten)) return undefined;
          yield* musicOnHold(pbx, channel, 5);
        }
        return undefined;
      },
    ),
    AT_HANGUP,
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
  context(
    'openeccp-parked',
    [],
    extension('_X!', [`ParkedCall(openeccp,\${EXTEN})`, 'Hangup()'], function* (pbx, channel, exten) {
      yield* parkedCall(pbx, channel, 'openeccp', Number(exten));
      return undefined;
    }),
  ),
  context(
    'openeccp-comeback',
    [],
    extension(
      's',
      ['GotoIf()', `Dial(\${OPENECCP_DIAL})`, 'MusicOnHold(,5)', 'Goto(agent)'],
      (pbx, channel) => {
        const exten = channel.variables.get('OPENECCP_QUEUE') ?? '';
        return exten === ''
          ? callAgent(pbx, channel)
          : ended({ kind: 'goto', context: 'openeccp-transfer', exten });
      },
    ),
  ),
];

/** A customer who came through no queue: the agent is called until it answers. */
function* callAgent(pbx: Pbx, channel: Channel): Script<ExtensionEnd | undefined> {
  while ((yield* dialAsTold(pbx, channel, { letters: 'm' })) !== 'ANSWER')
    yield* musicOnHold(pbx, channel, 5);
  return undefined;
}

function dialAsTold(pbx: Pbx, channel: Channel, options: DialOptions): Script<DialStatus> {
  const device = channel.variables.get('OPENECCP_DIAL') ?? '';
  return dial(pbx, channel, device, Number(channel.variables.get('OPENECCP_RING')) || 30, options);
}

function* toCustomer(pbx: Pbx, channel: Channel): Script<ExtensionEnd | undefined> {
  yield* bridgeApp(pbx, channel, channel.variables.get('OPENECCP_CUSTOMER') ?? '');
  return undefined;
}
