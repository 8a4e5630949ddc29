import { ACTIVE_CALL, COLLEAGUE_LOGGED_IN, LOGGED_IN, SENT_TO_COLLEAGUE, talkedCall } from './play/lines.js';
import type { Scenario } from './play/scenario.js';
import {
  asks,
  breakBegins,
  customerHangsUp,
  customerIsGone,
  hears,
  logsIn,
  PATIENT,
  phoneHangsUp,
  phoneIsNotAnswered,
  phoneRings,
  statusIsAsked,
  talking,
  toColleague,
} from './play/steps.js';

const TO_AGENT = ['transfercallagent: success', 'agentunlinked'];

/** Customers that an agent sends to another. */
export const transfersToAgents: readonly Scenario[] = [
  {
    title: 'who talks to it and hangs up',
    casts: ['pool', 'callback', 'pool with a callback colleague', 'callback with a pool colleague'],
    arrange: [...talking, logsIn('colleague')],
    act: [
      toColleague,
      hears('colleague: agentlinked'),
      statusIsAsked(),
      statusIsAsked('colleague'),
      asks('hangup', '', 'colleague'),
      hears('colleague: agentunlinked'),
    ],
    hears: [
      ...TO_AGENT,
      'colleague: agentlinked',
      'getagentstatus: online',
      'getagentstatus: oncall',
      'hangup: success',
      'colleague: agentunlinked',
    ],
    leaves: {
      calls: [SENT_TO_COLLEAGUE],
      audit: [LOGGED_IN, COLLEAGUE_LOGGED_IN],
      current: [],
    },
  },
  {
    title: 'who is on a break: the call goes on',
    casts: ['callback'],
    arrange: [...talking, logsIn('colleague'), asks('pauseagent', '<pause_type>2</pause_type>', 'colleague')],
    act: [toColleague, statusIsAsked()],
    hears: [
      'transfercallagent: 417 Target agent is on pause | Agente destino está en pausa',
      'getagentstatus: oncall',
    ],
    leaves: {
      calls: [ACTIVE_CALL],
      audit: [LOGGED_IN, COLLEAGUE_LOGGED_IN, 'colleague: Lunch, open'],
      current: ['agent: customer'],
    },
  },
  {
    title: 'who does not answer: the customer goes back to the queue',
    casts: ['callback', 'pool with a callback colleague'],
    server: { ringS: 3 },
    arrange: [...talking, logsIn('colleague'), phoneIsNotAnswered('colleague'), breakBegins],
    act: [toColleague, hears('callprogress OnQueue'), customerHangsUp, hears('callprogress Abandoned')],
    hears: [...TO_AGENT, 'callprogress OnQueue', 'callprogress Abandoned'],
    leaves: {
      calls: [
        talkedCall(', transfer to colleague'),
        ['customer in 8000: abandonada', 'OnQueue', 'Abandoned'],
      ],
      audit: [LOGGED_IN, COLLEAGUE_LOGGED_IN, 'agent: Lunch, open'],
      current: [],
    },
  },
  {
    title: 'who refuses: the customer goes back to the queue, and to the agent',
    casts: ['callback'],
    server: PATIENT,
    arrange: [...talking, logsIn('colleague'), phoneIsNotAnswered('colleague')],
    act: [toColleague, phoneRings('colleague'), phoneHangsUp('colleague'), hears('agentlinked')],
    hears: [...TO_AGENT, 'callprogress OnQueue', 'agentlinked'],
    leaves: {
      calls: [talkedCall(', transfer to colleague'), ACTIVE_CALL],
      audit: [LOGGED_IN, COLLEAGUE_LOGGED_IN],
      current: ['agent: customer'],
    },
  },
  {
    title: 'whose phone rings until the customer hangs up',
    casts: ['callback'],
    server: PATIENT,
    arrange: [...talking, logsIn('colleague'), phoneIsNotAnswered('colleague')],
    act: [toColleague, phoneRings('colleague'), customerHangsUp, customerIsGone, statusIsAsked('colleague')],
    hears: [...TO_AGENT, 'getagentstatus: online'],
    leaves: {
      calls: [talkedCall(', transfer to colleague')],
      audit: [LOGGED_IN, COLLEAGUE_LOGGED_IN],
      current: [],
    },
  },
];
