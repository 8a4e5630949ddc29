import { agentAlreadyConnected, failures } from '../../messages/failures.js';
import { accepted, refused } from '../../messages/request-outcome.js';
import { AGENT, CREDENTIALS, example, failed, NOTHING, SUCCESS } from './example.js';

const ONCALL =
  '<status>oncall</status><channel>SIP/412-0000001a</channel><extension>412</extension><remote_channel>SIP/carrier-0000001c</remote_channel><onhold>0</onhold><callinfo><calltype>incoming</calltype><callid>51</callid><queuenumber>9000</queuenumber><callnumber>5550171</callnumber><callstatus>Success</callstatus><trunk>SIP/carrier</trunk><queuestart>10:02:11</queuestart><linkstart>10:02:19</linkstart></callinfo>';

/** ECCP §8.2 */
export const agentRequests = [
  example(
    'getagentstatus',
    '<agent_number>Agent/412</agent_number>',
    { agentNumber: 'Agent/412' },
    ['<status>offline</status>', accepted({ status: 'offline' })],
    [
      '<status>online</status><channel>SIP/412-0000001a</channel><extension>412</extension><onhold>0</onhold>',
      accepted({ status: 'online', channel: 'SIP/412-0000001a', extension: '412', onHold: false }),
    ],
    [
      ONCALL,
      accepted({
        status: 'oncall',
        channel: 'SIP/412-0000001a',
        extension: '412',
        remoteChannel: 'SIP/carrier-0000001c',
        onHold: false,
        call: {
          callType: 'incoming',
          callId: 51,
          queueNumber: '9000',
          callNumber: '5550171',
          callStatus: 'Success',
          trunk: 'SIP/carrier',
          queueStart: '10:02:11',
          linkStart: '10:02:19',
        },
      }),
    ],
    [
      '<status>online</status><channel>SIP/412</channel><extension>412</extension><waitedcallinfo><calltype>outgoing</calltype><campaign_id>3</campaign_id><callid>120</callid><status>Ringing</status></waitedcallinfo><onhold>1</onhold>',
      accepted({
        status: 'online',
        channel: 'SIP/412',
        extension: '412',
        waitedCall: { callType: 'outgoing', campaignId: 3, callId: 120, status: 'Ringing' },
        onHold: true,
      }),
    ],
    [
      `<status>offline</status>${failed(404, 'Invalid agent number')}`,
      refused(failures.unknownAgentNumber, 'offline'),
    ],
  ),
  example(
    'getmultipleagentstatus',
    '<agents><agent_number>Agent/412</agent_number><agent_number>SIP/320</agent_number></agents>',
    { agentNumbers: ['Agent/412', 'SIP/320'] },
    [
      '<agents><agent><agent_number>Agent/412</agent_number><status>paused</status><channel>SIP/412-0000001a</channel><extension>412</extension><onhold>0</onhold><pauseinfo><pauseid>4</pauseid><pausename>Lunch</pausename><pausestart>12:30:00</pausestart></pauseinfo></agent><agent><agent_number>SIP/320</agent_number><status>offline</status></agent></agents>',
      accepted({
        agents: [
          {
            agentNumber: 'Agent/412',
            status: 'paused',
            channel: 'SIP/412-0000001a',
            extension: '412',
            onHold: false,
            pause: { pauseId: 4, pauseName: 'Lunch', pauseStart: '12:30:00' },
          },
          { agentNumber: 'SIP/320', status: 'offline' },
        ],
      }),
    ],
    ['<agents/>', accepted({ agents: [] })],
  ),
  example(
    'loginagent',
    `${CREDENTIALS}<extension>412</extension><timeout>900</timeout>`,
    { ...AGENT, extension: '412', timeout: 900 },
    ['<status>logging</status>', accepted({ status: 'logging' })],
    [
      `<status>logged-out</status>${failed(404, 'Specified extension not found')}`,
      refused(failures.extensionNotFound, 'logged-out'),
    ],
    [
      `<status>logged-out</status>${failed(409, 'Specified agent already connected to extension: 412')}`,
      refused(agentAlreadyConnected('412'), 'logged-out'),
    ],
  ),
  example('logoutagent', CREDENTIALS, AGENT, [
    '<status>logged-out</status>',
    accepted({ status: 'logged-out' }),
  ]),
  example('pingagent', CREDENTIALS, AGENT, SUCCESS),
  example('getpauses', '', NOTHING, [
    '<pause id="4"><name>Lunch</name><status>A</status><type>B</type><description>Midday meal</description></pause>',
    accepted({ pauses: [{ id: 4, name: 'Lunch', active: true, description: 'Midday meal' }] }),
  ]),
  example('pauseagent', `${CREDENTIALS}<pause_type>4</pause_type>`, { ...AGENT, pauseType: 4 }, SUCCESS, [
    failed(404, 'Break ID not found or not active'),
    refused(failures.breakNotFound),
  ]),
  example('unpauseagent', CREDENTIALS, AGENT, SUCCESS),
  example(
    'getagentqueues',
    '<agent_number>Agent/412</agent_number>',
    { agentNumber: 'Agent/412' },
    ['<queues><queue>9000</queue></queues>', accepted({ queues: ['9000'] })],
    ['<queues/>', accepted({ queues: [] })],
  ),
  example(
    'getmultipleagentqueues',
    '<agents><agent_number>Agent/412</agent_number></agents>',
    { agentNumbers: ['Agent/412'] },
    [
      '<agents><agent><agent_number>Agent/412</agent_number><queues><queue>9000</queue></queues></agent></agents>',
      accepted({ agents: [{ agentNumber: 'Agent/412', queues: ['9000'] }] }),
    ],
    [
      '<agents><agent><agent_number>SIP/320</agent_number><queues/></agent></agents>',
      accepted({ agents: [{ agentNumber: 'SIP/320', queues: [] }] }),
    ],
    [failed(404, 'Specified agent not found'), refused(failures.agentNotFound)],
  ),
  example(
    'getagentactivitysummary',
    '<datetime_start>2024-03-01</datetime_start><datetime_end>2024-03-01</datetime_end>',
    { datetimeStart: '2024-03-01', datetimeEnd: '2024-03-01' },
    [
      '<agents><agent><agentchannel>Agent/412</agentchannel><agentname>Rosa M.</agentname><logintime>5400</logintime><callsummary><incoming><queue id="9000"><sec_calls>640</sec_calls><num_calls>9</num_calls></queue></incoming><outgoing/></callsummary><lastsessionstart>2024-03-01 09:00:00</lastsessionstart></agent></agents>',
      accepted({
        agents: [
          {
            agentChannel: 'Agent/412',
            agentName: 'Rosa M.',
            loginTime: 5400,
            incoming: [{ queue: '9000', talkTime: 640, calls: 9 }],
            outgoing: [],
            lastSessionStart: '2024-03-01 09:00:00',
          },
        ],
      }),
    ],
    [
      '<agents><agent><agentchannel>SIP/320</agentchannel><agentname/><logintime>0</logintime><callsummary><incoming/><outgoing><queue id="9100"><sec_calls>0</sec_calls><num_calls>1</num_calls></queue></outgoing></callsummary><lastsessionstart>2024-03-01 09:00:00</lastsessionstart><lastsessionend>2024-03-01 10:00:00</lastsessionend><lastpausestart>2024-03-01 09:30:00</lastpausestart><lastpauseend>2024-03-01 09:40:00</lastpauseend></agent></agents>',
      accepted({
        agents: [
          {
            agentChannel: 'SIP/320',
            agentName: '',
            loginTime: 0,
            incoming: [],
            outgoing: [{ queue: '9100', talkTime: 0, calls: 1 }],
            lastSessionStart: '2024-03-01 09:00:00',
            lastSessionEnd: '2024-03-01 10:00:00',
            lastPauseStart: '2024-03-01 09:30:00',
            lastPauseEnd: '2024-03-01 09:40:00',
          },
        ],
      }),
    ],
  ),
  example('refreshagents', '', NOTHING, SUCCESS),
  example('dumpstatus', '', NOTHING, SUCCESS),
] as const;
