import { OTHER_PHONE, SPARE_PHONE } from './play/cast.js';
import { HOLD, HOLD_ENDS, heldCall, LOGGED_IN, LUNCH, SESSION, talkedCall } from './play/lines.js';
import type { Leaves } from './play/rows.js';
import type { Scenario, Step } from './play/scenario.js';
import {
  asks,
  breakBegins,
  consultedHangsUp,
  consulting,
  customerHangsUp,
  customerIsGone,
  hears,
  holding,
  loginRequest,
  logsIn,
  PATIENT,
  phoneHangsUp,
  ringingTarget,
  rings,
  ringsInVain,
  talking,
} from './play/steps.js';

const OUT_OF_A_CALL = ['logoutagent: logged-out', 'agentunlinked', 'agentloggedout'];

function handedOver(extension: string): Leaves {
  return {
    calls: [talkedCall(`, transfer to "${extension}"`)],
    audit: [SESSION],
    current: [],
  };
}

/** The customer waits in the queue again, where nobody is now, and hangs up. */
const waitsAgain = [hears('callprogress OnQueue'), customerHangsUp, hears('callprogress Abandoned')];
const WAITED_AGAIN = ['callprogress OnQueue', 'callprogress Abandoned'];
const ABANDONED = ['customer in 8000: abandonada', 'OnQueue', 'Abandoned'];

const logsOut = [asks('logoutagent'), hears('agentloggedout')];

function phoneIsRegistered(registered: boolean): Step {
  return ({ backend, cast }) => backend.phoneIsRegistered(cast.agent.extension, registered);
}

/** What `logoutagent` ends besides the login, in each state (telephony.md §4.5, ECCP §6.2). */
export const logouts: readonly Scenario[] = [
  {
    title: 'idle',
    casts: ['pool', 'callback'],
    arrange: [logsIn()],
    act: logsOut,
    hears: ['logoutagent: logged-out', 'agentloggedout'],
    leaves: { calls: [], audit: [SESSION], current: [] },
  },
  {
    title: 'in a break',
    casts: ['pool', 'callback'],
    arrange: [logsIn(), breakBegins],
    act: logsOut,
    hears: ['logoutagent: logged-out', 'pauseend break', 'agentloggedout'],
    leaves: { calls: [], audit: [SESSION, LUNCH], current: [] },
  },
  {
    title: 'while its phone rings, and nobody else takes the call',
    casts: ['callback'],
    arrange: ringsInVain(),
    act: [...logsOut, customerHangsUp, hears('callprogress Abandoned')],
    hears: ['logoutagent: logged-out', 'agentloggedout', 'callprogress Abandoned'],
    leaves: {
      calls: [['customer in 8000: abandonada', 'OnQueue', 'Abandoned']],
      audit: [SESSION],
      current: [],
    },
  },
  {
    title: 'while it talks',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: logsOut,
    hears: OUT_OF_A_CALL,
    leaves: { calls: [talkedCall()], audit: [SESSION], current: [] },
  },
  {
    title: 'while it talks in a break',
    casts: ['pool', 'callback'],
    arrange: [...talking, breakBegins],
    act: logsOut,
    hears: ['logoutagent: logged-out', 'agentunlinked', 'pauseend break', 'agentloggedout'],
    leaves: { calls: [talkedCall()], audit: [SESSION, LUNCH], current: [] },
  },
  {
    // B-14, H-18
    title: 'with a customer on hold, who waits in the queue again',
    casts: ['pool', 'callback'],
    arrange: holding,
    act: [...logsOut, ...waitsAgain],
    hears: ['logoutagent: logged-out', ...HOLD_ENDS, 'agentunlinked', 'agentloggedout', ...WAITED_AGAIN],
    leaves: { calls: [heldCall(), ABANDONED], audit: [SESSION, HOLD], current: [] },
  },
  {
    title: 'in a break, with a customer on hold',
    casts: ['pool', 'callback'],
    arrange: [...holding, breakBegins],
    act: [...logsOut, ...waitsAgain],
    hears: [
      'logoutagent: logged-out',
      ...HOLD_ENDS,
      'agentunlinked',
      'pauseend break',
      'agentloggedout',
      ...WAITED_AGAIN,
    ],
    leaves: { calls: [heldCall(), ABANDONED], audit: [SESSION, HOLD, LUNCH], current: [] },
  },
  {
    title: 'while it talks to whom it consults, who has the customer then',
    casts: ['pool'],
    arrange: consulting,
    act: [...logsOut, ...consultedHangsUp],
    hears: OUT_OF_A_CALL,
    leaves: handedOver(OTHER_PHONE),
  },
  {
    title: 'while it talks to whom it consults, who has the customer when the agent puts its phone down',
    casts: ['callback'],
    arrange: consulting,
    act: [...logsOut, phoneHangsUp(), ...consultedHangsUp],
    hears: OUT_OF_A_CALL,
    leaves: handedOver(OTHER_PHONE),
  },
  {
    title: 'while whom it consults is rung, and goes on being rung by the customer',
    casts: ['pool'],
    server: PATIENT,
    arrange: ringingTarget,
    act: [...logsOut, rings(SPARE_PHONE), customerHangsUp, customerIsGone],
    hears: OUT_OF_A_CALL,
    leaves: handedOver(SPARE_PHONE),
  },
  {
    title: 'while whom it consults is rung, and by the customer when the agent puts its phone down',
    casts: ['callback'],
    server: PATIENT,
    arrange: ringingTarget,
    act: [...logsOut, phoneHangsUp(), rings(SPARE_PHONE), customerHangsUp, customerIsGone],
    hears: OUT_OF_A_CALL,
    leaves: handedOver(SPARE_PHONE),
  },
  {
    // H-13
    title: 'because its phone is lost, and in again when that is back',
    casts: ['callback'],
    server: { lostPhoneS: 1 },
    arrange: [logsIn()],
    act: [phoneIsRegistered(false), hears('agentloggedout'), phoneIsRegistered(true), logsIn()],
    hears: ['agentloggedout', 'loginagent: logging', 'agentloggedin'],
    leaves: { calls: [], audit: [SESSION, LOGGED_IN], current: [] },
  },
  {
    title: 'before its phone is answered, and again',
    casts: ['pool'],
    arrange: [loginRequest('agent', SPARE_PHONE), rings(SPARE_PHONE)],
    act: [
      asks('logoutagent'),
      hears('agentfailedlogin'),
      loginRequest('agent', SPARE_PHONE),
      rings(SPARE_PHONE),
      asks('logoutagent'),
      hears('agentfailedlogin'),
    ],
    hears: [
      'logoutagent: logged-out',
      'agentfailedlogin',
      'loginagent: logging',
      'logoutagent: logged-out',
      'agentfailedlogin',
    ],
    leaves: { calls: [], audit: [], current: [] },
  },
];
