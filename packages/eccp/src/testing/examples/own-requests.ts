import { accepted } from '../../messages/request-outcome.js';
import { example } from './example.js';

const REACHED = '<epoch>8f14e45f</epoch><number>17</number>';
const reached = { epoch: '8f14e45f', number: 17 };

/** Requests that ECCP does not have. */
export const ownRequestExamples = [
  example(
    'resumeevents',
    '',
    { since: undefined, snapshot: true },
    [
      `${REACHED}<gap>0</gap><missed>0</missed><agents/>`,
      accepted({ reached, gap: false, missed: 0, agents: [] }),
    ],
    [
      `${REACHED}<gap>0</gap><missed>0</missed><agents><agent><agent_number>Agent/412</agent_number><status>oncall</status><channel>Agent/412</channel><extension>412</extension><onhold>0</onhold><callinfo><calltype>incoming</calltype><callid>51</callid><callstatus>Success</callstatus><linkstart>2024-03-01 10:02:19</linkstart></callinfo><queues><queue>9000</queue></queues></agent></agents>`,
      accepted({
        reached,
        gap: false,
        missed: 0,
        agents: [
          {
            agentNumber: 'Agent/412',
            state: {
              status: 'oncall',
              channel: 'Agent/412',
              extension: '412',
              onHold: false,
              call: {
                callType: 'incoming',
                callId: 51,
                callStatus: 'Success',
                linkStart: '2024-03-01 10:02:19',
              },
            },
            queues: ['9000'],
          },
        ],
      }),
    ],
  ),
  example(
    'resumeevents',
    '<epoch>8f14e45f</epoch><since>12</since><snapshot>0</snapshot>',
    { since: { epoch: '8f14e45f', number: 12 }, snapshot: false },
    [
      `${REACHED}<gap>0</gap><missed>5</missed>`,
      accepted({ reached, gap: false, missed: 5, agents: undefined }),
    ],
    [
      `${REACHED}<gap>1</gap><missed>0</missed>`,
      accepted({ reached, gap: true, missed: 0, agents: undefined }),
    ],
  ),
] as const;
