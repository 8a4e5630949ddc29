import { agentLogin } from '../apps/agent-login.js';
import { agentRequest } from '../apps/agent-request.js';
import { atPriority, musicOnHold, refuse, waitSeconds } from '../apps/basic-apps.js';
import { dial } from '../apps/dial-app.js';
import { mixMonitor } from '../apps/mix-monitor.js';
import { parkedCall } from '../apps/parked-call.js';
import { queueApp } from '../apps/queue-app.js';
import type { Channel } from '../engine/channel.js';
import type { DialplanContext, ExtensionEnd } from '../engine/dialplan.js';
import { DEFAULT_LOT } from '../engine/parking-lot.js';
import type { Pbx } from '../engine/pbx.js';
import { ended, forever, type Script } from '../engine/script.js';
import { context, extension, goto } from './extension.js';
import { TRANSFER_CONTEXTS } from './transfer-contexts.js';

/** What numbers mean in the lab: agents, queues, extensions, test phones and test customers. */
export const LAB_CONTEXTS: readonly DialplanContext[] = [
  context(
    'agent-login',
    [],
    extension('_X.', [`AgentLogin(\${EXTEN})`, 'Hangup()'], function* (pbx, channel, exten) {
      yield* agentLogin(pbx, channel, exten);
      return undefined;
    }),
  ),
  context(
    'agents',
    [],
    extension('_X.', [`AgentRequest(\${EXTEN})`, 'Congestion()'], function* (pbx, channel, exten) {
      const connected = yield* agentRequest(pbx, channel, exten);
      if (connected) return undefined; // the conversation is over
      channel.point = { ...channel.point, priority: 2 };
      yield* refuse(pbx, channel, 'CONGESTION', 34);
      return undefined;
    }),
  ),
  context(
    'phones',
    [],
    extension(
      '_a[n]swer-X.',
      ['NoOp()', 'Answer()', 'MusicOnHold(default)', 'Hangup()'],
      function* (pbx, channel, exten) {
        pbx.answer(channel);
        yield* musicOnHold(pbx, channel, part(exten, 1));
        return undefined;
      },
    ),
    extension(
      '_ri[n]g-X.',
      ['Ringing()', 'Wait()', 'Answer()', 'MusicOnHold(default)', 'Hangup()'],
      function* (pbx, channel, exten) {
        pbx.ringing(channel);
        yield* waitSeconds(pbx, channel, part(exten, 1));
        pbx.answer(channel);
        yield* musicOnHold(pbx, channel, part(exten, 2));
        return undefined;
      },
    ),
    extension('_sile[n]t-X.', ['Answer()', 'Wait()', 'Hangup()'], answerAndWait),
    extension('busy', ['Busy(5)'], function* (pbx, channel) {
      yield* refuse(pbx, channel, 'BUSY', 17, 5);
      return undefined;
    }),
    extension('reject', ['Hangup(21)'], () => ended({ kind: 'hangup', cause: 21 })),
    extension('noanswer', ['Ringing()', 'Wait(120)'], ringForEver),
    extension('congestion', ['Congestion(5)'], function* (pbx, channel) {
      yield* refuse(pbx, channel, 'CONGESTION', 34, 5);
      return undefined;
    }),
    extension('invalid', ['Hangup(1)'], () => ended({ kind: 'hangup', cause: 1 })),
    extension('_caller-X.', ['Answer()', 'Wait()', 'Hangup()'], answerAndWait),
  ),
  context(
    'customers',
    [],
    extension(
      '_55X.',
      ['Ringing()', 'Wait(2)', 'Answer()', 'MusicOnHold(default)'],
      function* (pbx, channel) {
        pbx.ringing(channel);
        yield* waitSeconds(pbx, channel, 2);
        pbx.answer(channel);
        yield* musicOnHold(pbx, channel, 60);
        return undefined;
      },
    ),
    extension('_56X.', ['Ringing()', 'Wait(1)', 'Answer()', 'Wait(8)', 'Hangup()'], function* (pbx, channel) {
      pbx.ringing(channel);
      yield* waitSeconds(pbx, channel, 1);
      pbx.answer(channel);
      yield* waitSeconds(pbx, channel, 8);
      return undefined;
    }),
    extension('_57X.', ['Busy(3)'], function* (pbx, channel) {
      yield* refuse(pbx, channel, 'BUSY', 17, 3);
      return undefined;
    }),
    extension('_58X.', ['Ringing()', 'Wait(120)'], ringForEver),
    extension('_59X.', ['Congestion(3)'], function* (pbx, channel) {
      yield* refuse(pbx, channel, 'CONGESTION', 34, 3);
      return undefined;
    }),
    extension('_54X.', [`Dial(PJSIP/\${EXTEN}@trunk,60)`], function* (pbx, channel, exten) {
      yield* dial(pbx, channel, `PJSIP/${exten}@trunk`, 60);
      return undefined;
    }),
    extension('_53X.', ['Dial(PJSIP/customer,60)'], dialCustomer),
    extension('_52X.', ['Dial(PJSIP/104,1)', 'Dial(PJSIP/customer,60)'], function* (pbx, channel) {
      const status = yield* dial(pbx, channel, 'PJSIP/104', 1);
      return status === 'ANSWER' ? undefined : yield* dialCustomer(pbx, channel);
    }),
    extension('_51X.', ['Answer()', 'Wait(1)', 'Dial(PJSIP/customer,60)'], function* (pbx, channel) {
      pbx.answer(channel);
      yield* waitSeconds(pbx, channel, 1);
      return yield* dialCustomer(pbx, channel);
    }),
  ),
  context(
    'from-internal',
    ['parkedcalls', 'queues', 'customers'],
    extension(
      '_[14]XX',
      ['NoOp()', `Dial(PJSIP/\${EXTEN},60,tT)`, 'Hangup()', 'Busy(3)'],
      function* (pbx, channel, exten) {
        channel.point = { ...channel.point, priority: 2 };
        const status = yield* dial(pbx, channel, `PJSIP/${exten}`, 60);
        if (status === 'BUSY') yield* refuse(pbx, channel, 'BUSY', 17, 3);
        return undefined;
      },
    ),
    extension('_*11X.', [`AgentLogin(\${EXTEN:3})`], function* (pbx, channel, exten) {
      yield* agentLogin(pbx, channel, exten.slice('*11'.length));
      return undefined;
    }),
    extension('*97', ['Answer()', 'Echo()'], function* (pbx, channel) {
      pbx.answer(channel);
      atPriority(channel, 2, 'Echo');
      yield* forever();
      return undefined;
    }),
    goto('666', 'phones', 'answer-60'),
    goto('667', 'phones', 'busy'),
    goto('668', 'phones', 'noanswer'),
    goto('669', 'phones', 'ring-5-60'),
    extension('h', [`NoOp(hangup \${HANGUPCAUSE})`], () => ended(undefined)),
  ),
  context(
    'queues',
    [],
    extension(
      '_8XXX',
      [
        `NoOp(queue \${EXTEN})`,
        'Answer()',
        `Set(QUEUENUM=\${EXTEN})`,
        `Queue(\${EXTEN},tT,,,300)`,
        'Hangup()',
      ],
      function* (pbx, channel, exten) {
        pbx.answer(channel);
        channel.point = { ...channel.point, priority: 3 };
        pbx.setVariable(channel, 'QUEUENUM', exten);
        channel.point = { ...channel.point, priority: 4 };
        yield* queueApp(pbx, channel, exten, 300);
        return undefined;
      },
    ),
    extension(
      '_90XX',
      ['Answer()', `Queue(\${EXTEN},tT,,,300)`, 'Hangup()'],
      function* (pbx, channel, exten) {
        pbx.answer(channel);
        channel.point = { ...channel.point, priority: 2 };
        yield* queueApp(pbx, channel, exten, 300);
        return undefined;
      },
    ),
    extension(
      '_92XX',
      ['Answer()', `Queue(80\${EXTEN:2},tT,,,2)`, 'Hangup()'],
      function* (pbx, channel, exten) {
        pbx.answer(channel);
        channel.point = { ...channel.point, priority: 2 };
        yield* queueApp(pbx, channel, `80${exten.slice(2)}`, 2);
        return undefined;
      },
    ),
    extension(
      '_93XX',
      ['Answer()', `Queue(90\${EXTEN:2},tT,,,2)`, `Queue(80\${EXTEN:2},tT,,,300)`, 'Hangup()'],
      function* (pbx, channel, exten) {
        pbx.answer(channel);
        channel.point = { ...channel.point, priority: 2 };
        yield* queueApp(pbx, channel, `90${exten.slice(2)}`, 2);
        channel.point = { ...channel.point, priority: 3 };
        yield* queueApp(pbx, channel, `80${exten.slice(2)}`, 300);
        return undefined;
      },
    ),
    extension(
      '_91XX',
      ['Answer()', 'MixMonitor(before-${UNIQUEID}.wav)', 'Queue(90${EXTEN:2},tT,,,300)', 'Hangup()'],
      function* (pbx, channel, exten) {
        pbx.answer(channel);
        mixMonitor(pbx, channel, `before-${channel.uniqueid}.wav`);
        channel.point = { ...channel.point, priority: 3 };
        yield* queueApp(pbx, channel, `90${exten.slice(2)}`, 300);
        return undefined;
      },
    ),
    extension('990', ['Answer()', 'Wait(30)', 'Hangup()'], function* (pbx, channel) {
      pbx.answer(channel);
      yield* waitSeconds(pbx, channel, 30);
      return undefined;
    }),
  ),
  context(
    'from-trunk',
    [],
    extension('_X.', [`NoOp(incoming DID \${EXTEN})`, `Goto(from-internal,\${EXTEN},1)`], (_, __, exten) =>
      ended({ kind: 'goto', context: 'from-internal', exten }),
    ),
    goto('s', 'from-internal', '8001'),
  ),
  context(
    'parkedcalls',
    [],
    extension('_7[0-2]X', [`ParkedCall(,\${EXTEN})`], function* (pbx, channel, exten) {
      yield* parkedCall(pbx, channel, DEFAULT_LOT, Number(exten));
      return undefined;
    }),
  ),
  context(
    'park-dial',
    [],
    extension('_.', ['Dial(parker,30)'], function* (pbx, channel, exten) {
      const status = yield* dial(pbx, channel, exten.replace('_', '/'), 30);
      // Where the dial plan ends after that (`autofallthrough`).
      if (status === 'BUSY') yield* refuse(pbx, channel, 'BUSY', 17, 10);
      return undefined;
    }),
  ),
  ...TRANSFER_CONTEXTS,
  context('ext-queues', ['queues']),
  context('from-internal-xfer', ['from-internal']),
  context('from-queue', ['from-internal']),
];

/** The n-th part of `ring-5-60`, as a number of seconds. */
function part(exten: string, n: number): number {
  return Number(exten.split('-')[n]) || 0;
}

function* dialCustomer(pbx: Pbx, channel: Channel): Script<ExtensionEnd | undefined> {
  yield* dial(pbx, channel, 'PJSIP/customer', 60);
  return undefined;
}

function* answerAndWait(pbx: Pbx, channel: Channel, exten: string): Script<ExtensionEnd | undefined> {
  pbx.answer(channel);
  yield* waitSeconds(pbx, channel, part(exten, 1));
  return undefined;
}

function* ringForEver(pbx: Pbx, channel: Channel): Script<ExtensionEnd | undefined> {
  pbx.ringing(channel);
  yield* waitSeconds(pbx, channel, 120);
  return undefined;
}
