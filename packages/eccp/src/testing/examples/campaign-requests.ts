import { failures } from '../../messages/failures.js';
import { accepted, refused } from '../../messages/request-outcome.js';
import { example, failed, NOTHING } from './example.js';

const FORM =
  '<form id="2" name="Result" status="A"><field order="1" id="7"><label>Result</label><type>LIST</type><maxsize>250</maxsize><options><value>interested</value><value>refused</value></options></field></form>';
const FORM_VALUE = {
  id: 2,
  name: 'Result',
  active: true,
  fields: [{ id: 7, order: 1, label: 'Result', type: 'LIST', options: ['interested', 'refused'] }],
};

/** ECCP §8.5, and what of §8.6 is about no agent. */
export const campaignRequests = [
  example(
    'getqueuescript',
    '<queue>9000</queue>',
    { queue: 9000 },
    ['<script>Good morning, how can I help?</script>', accepted({ script: 'Good morning, how can I help?' })],
    ['<script/>', accepted({ script: '' })],
    [failed(404, 'Queue not found in incoming queues'), refused(failures.incomingQueueNotFound)],
  ),
  example(
    'getcampaignlist',
    '<status>active</status>',
    { status: 'active' },
    [
      '<campaigns><campaign><id>3</id><type>outgoing</type><name>Spring offer</name><status>active</status></campaign></campaigns>',
      accepted({ campaigns: [{ id: 3, type: 'outgoing', name: 'Spring offer', status: 'active' }] }),
    ],
    ['<campaigns/>', accepted({ campaigns: [] })],
  ),
  example(
    'getcampaignlist',
    '<campaign_type>incoming</campaign_type><status>finished</status><filtername>of</filtername><datetime_start>2024-03-01</datetime_start><datetime_end>2024-04-01</datetime_end><offset>0</offset><limit>25</limit>',
    {
      campaignType: 'incoming',
      status: 'finished',
      filterName: 'of',
      datetimeStart: '2024-03-01',
      datetimeEnd: '2024-04-01',
      offset: 0,
      limit: 25,
    },
  ),
  example(
    'getcampaigninfo',
    '<campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id>',
    { campaignType: 'outgoing', campaignId: 3 },
    [
      `<name>Spring offer</name><type>outgoing</type><startdate>2024-03-01</startdate><enddate>2024-03-31</enddate><working_time_starttime>08:00:00</working_time_starttime><working_time_endtime>20:00:00</working_time_endtime><queue>9100</queue><retries>3</retries><context>from-internal</context><maxchan>10</maxchan><status>active</status><script>Hello</script><urltemplate/><urlopentype/><forms>${FORM}</forms>`,
      accepted({
        name: 'Spring offer',
        type: 'outgoing',
        startDate: '2024-03-01',
        endDate: '2024-03-31',
        workingTimeStart: '08:00:00',
        workingTimeEnd: '20:00:00',
        queue: '9100',
        dialing: { retries: 3, context: 'from-internal', maxChannels: 10 },
        status: 'active',
        script: 'Hello',
        forms: [FORM_VALUE],
      }),
    ],
    [failed(404, 'Campaign not found'), refused(failures.campaignNotFound)],
    [failed(500, 'Cannot read campaign info (formfields)'), refused(failures.formFieldsUnreadable)],
    [failed(500, 'Cannot read campaign info (formnames)'), refused(failures.formNamesUnreadable)],
  ),
  example(
    'getcampaigninfo',
    '<campaign_type>incoming</campaign_type><campaign_id>1</campaign_id>',
    { campaignType: 'incoming', campaignId: 1 },
    [
      '<name>Support</name><type>incoming</type><startdate>2024-03-01</startdate><enddate>2024-03-31</enddate><working_time_starttime>08:00:00</working_time_starttime><working_time_endtime>20:00:00</working_time_endtime><queue>9000</queue><status>inactive</status><script/><urltemplate>http://crm/?phone={__PHONE__}</urltemplate><urldescription>CRM</urldescription><urlopentype>window</urlopentype><urltemplate2>http://wiki/</urltemplate2><urlopentype2>iframe</urlopentype2><urltemplate3>http://b/</urltemplate3><urldescription3/><urlopentype3>popup</urlopentype3><forms/>',
      accepted({
        name: 'Support',
        type: 'incoming',
        startDate: '2024-03-01',
        endDate: '2024-03-31',
        workingTimeStart: '08:00:00',
        workingTimeEnd: '20:00:00',
        queue: '9000',
        status: 'inactive',
        script: '',
        url: { template: 'http://crm/?phone={__PHONE__}', description: 'CRM', openType: 'window' },
        url2: { template: 'http://wiki/', openType: 'iframe' },
        url3: { template: 'http://b/', description: '', openType: 'popup' },
        forms: [],
      }),
    ],
  ),
  example(
    'getcampaignstatus',
    '<campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id>',
    { campaignType: 'outgoing', campaignId: 3 },
    [
      '<statuscount><total>4</total><pending>1</pending><placing>1</placing><ringing>0</ringing><onqueue>0</onqueue><success>2</success><onhold>0</onhold><failure>0</failure><shortcall>0</shortcall><noanswer>0</noanswer><abandoned>0</abandoned></statuscount><agents><agent><agentchannel>Agent/412</agentchannel><status>oncall</status><channel>SIP/412-0000001a</channel><extension>412</extension><callchannel>SIP/carrier-0000001c</callchannel><onhold>0</onhold><calltype>outgoing</calltype><callid>88</callid><campaign_id>3</campaign_id><queuenumber>9100</queuenumber><callnumber>5550171</callnumber><callstatus>Success</callstatus><trunk>SIP/carrier</trunk><dialstart>10:00:00</dialstart><dialend>10:00:07</dialend><queuestart>10:00:07</queuestart><linkstart>10:00:09</linkstart></agent></agents><activecalls><activecall><calltype>outgoing</calltype><callid>89</callid><campaign_id>3</campaign_id><queuenumber>9100</queuenumber><callnumber>5550199</callnumber><callstatus>Placing</callstatus><dialstart>10:00:30</dialstart></activecall></activecalls><stats><total_sec>64</total_sec><max_duration>64</max_duration></stats>',
      accepted({
        statusCount: {
          kind: 'outgoing',
          calls: {
            pending: 1,
            placing: 1,
            ringing: 0,
            onqueue: 0,
            success: 2,
            onhold: 0,
            failure: 0,
            shortcall: 0,
            noanswer: 0,
            abandoned: 0,
          },
        },
        agents: [
          {
            agentChannel: 'Agent/412',
            status: 'oncall',
            channel: 'SIP/412-0000001a',
            extension: '412',
            remoteChannel: 'SIP/carrier-0000001c',
            onHold: false,
            call: {
              callType: 'outgoing',
              callId: 88,
              campaignId: 3,
              queueNumber: '9100',
              callNumber: '5550171',
              callStatus: 'Success',
              trunk: 'SIP/carrier',
              dialStart: '10:00:00',
              dialEnd: '10:00:07',
              queueStart: '10:00:07',
              linkStart: '10:00:09',
            },
          },
        ],
        activeCalls: [
          {
            callType: 'outgoing',
            callId: 89,
            campaignId: 3,
            queueNumber: '9100',
            callNumber: '5550199',
            callStatus: 'Placing',
            dialStart: '10:00:30',
          },
        ],
        stats: { totalSec: 64, maxDuration: 64 },
      }),
    ],
    [failed(404, 'Campaign not found'), refused(failures.campaignNotFound)],
  ),
  example(
    'getcampaignqueuewait',
    '<campaign_type>incoming</campaign_type><campaign_id>1</campaign_id>',
    { campaignType: 'incoming', campaignId: 1 },
    [
      '<histogram><interval><lower>0</lower><upper>4</upper><count>7</count></interval><interval><lower>5</lower><upper>9</upper><count>2</count></interval><interval><lower>10</lower><upper>14</upper><count>0</count></interval><interval><lower>15</lower><upper>19</upper><count>0</count></interval><interval><lower>20</lower><upper>24</upper><count>0</count></interval><interval><lower>25</lower><upper>29</upper><count>1</count></interval><interval><lower>30</lower><count>0</count></interval></histogram><abandoned>2</abandoned>',
      accepted({
        histogram: [
          { lower: 0, upper: 4, count: 7 },
          { lower: 5, upper: 9, count: 2 },
          { lower: 10, upper: 14, count: 0 },
          { lower: 15, upper: 19, count: 0 },
          { lower: 20, upper: 24, count: 0 },
          { lower: 25, upper: 29, count: 1 },
          { lower: 30, count: 0 },
        ],
        abandoned: 2,
      }),
    ],
  ),
  example(
    'getincomingqueuelist',
    '',
    NOTHING,
    [
      '<queues><queue><id>1</id><queue>9000</queue><status>active</status></queue></queues>',
      accepted({ queues: [{ id: 1, queue: '9000', status: 'active' }] }),
    ],
    ['<queues/>', accepted({ queues: [] })],
  ),
  example(
    'getincomingqueuestatus',
    '<queue>9000</queue>',
    { queue: '9000' },
    [
      '<statuscount><total>1</total><onqueue>1</onqueue><success>0</success><onhold>0</onhold><abandoned>0</abandoned><finished>0</finished><losttrack>0</losttrack></statuscount><agents><agent><agentchannel>Agent/412</agentchannel><status>online</status><channel>SIP/412-0000001a</channel><extension>412</extension><onhold>0</onhold></agent></agents><activecalls><activecall><calltype>incoming</calltype><callid>52</callid><queuenumber>9000</queuenumber><callnumber>5550133</callnumber><callstatus>OnQueue</callstatus><trunk>SIP/carrier</trunk><queuestart>10:05:00</queuestart></activecall></activecalls><stats><total_sec>0</total_sec><max_duration>0</max_duration></stats>',
      accepted({
        statusCount: {
          kind: 'incoming',
          calls: { onqueue: 1, success: 0, onhold: 0, abandoned: 0, finished: 0, losttrack: 0 },
        },
        agents: [
          {
            agentChannel: 'Agent/412',
            status: 'online',
            channel: 'SIP/412-0000001a',
            extension: '412',
            onHold: false,
          },
        ],
        activeCalls: [
          {
            callType: 'incoming',
            callId: 52,
            queueNumber: '9000',
            callNumber: '5550133',
            callStatus: 'OnQueue',
            trunk: 'SIP/carrier',
            queueStart: '10:05:00',
          },
        ],
        stats: { totalSec: 0, maxDuration: 0 },
      }),
    ],
    [failed(404, 'Queue not found'), refused(failures.queueNotFound)],
  ),
  example(
    'campaignlog',
    '<campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id><last_n>1</last_n>',
    { campaignType: 'outgoing', campaignId: 3, lastN: 1 },
    [
      '<logentries><logentry><id>904</id><datetime_entry>2024-03-01 10:01:13</datetime_entry><phone>5550171</phone><queue>9100</queue><campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id><call_id>88</call_id><new_status>Hangup</new_status><retry>1</retry><uniqueid>1709284000.21</uniqueid><trunk>SIP/carrier</trunk><duration>64</duration><agentchannel>Agent/412</agentchannel></logentry></logentries>',
      accepted({
        logEntries: [
          {
            id: 904,
            datetimeEntry: '2024-03-01 10:01:13',
            phone: '5550171',
            queue: '9100',
            campaignType: 'outgoing',
            campaignId: 3,
            callId: 88,
            newStatus: 'Hangup',
            retry: 1,
            uniqueId: '1709284000.21',
            trunk: 'SIP/carrier',
            duration: 64,
            agentChannel: 'Agent/412',
          },
        ],
      }),
    ],
    ['<logentries/>', accepted({ logEntries: [] })],
  ),
  example(
    'campaignlog',
    '<campaign_type>incoming</campaign_type><queue>9000</queue><datetime_start>2024-03-01</datetime_start><datetime_end>2024-03-02</datetime_end><last_n>100</last_n><idbefore>0</idbefore>',
    {
      campaignType: 'incoming',
      queue: '9000',
      datetimeStart: '2024-03-01',
      datetimeEnd: '2024-03-02',
      lastN: 100,
      idBefore: 0,
    },
  ),
  example(
    'getextensionstatus',
    '<extension>PJSIP/412</extension>',
    { extension: 'PJSIP/412' },
    [
      '<extension>PJSIP/412</extension><registered>yes</registered>',
      accepted({ kind: 'known', extension: 'PJSIP/412', registered: true }),
    ],
    [
      '<extension>SIP/9</extension><registered>no</registered>',
      accepted({ kind: 'known', extension: 'SIP/9', registered: false }),
    ],
    [
      '<status>unknown</status><message>Unknown technology: DAHDI</message>',
      accepted({ kind: 'unknown', message: 'Unknown technology: DAHDI' }),
    ],
  ),
] as const;
