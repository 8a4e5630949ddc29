import { type CastName, OTHER_PHONE, SPARE_PHONE } from './play/cast.js';
import {
  COLLEAGUE_LOGGED_IN,
  LINKED,
  LOGGED_IN,
  SENT_TO_COLLEAGUE,
  SESSION,
  talkedCall,
} from './play/lines.js';
import type { Scenario, Step } from './play/scenario.js';
import {
  asks,
  callIs,
  consultedHangsUp,
  consulting,
  consults,
  customerHangsUp,
  customerIsGone,
  hears,
  logsIn,
  PATIENT,
  phoneHangsUp,
  putsDown,
  ringingTarget,
  rings,
  statusIsAsked,
  talking,
} from './play/steps.js';

const BOTH: readonly CastName[] = ['pool', 'callback'];
const BUSY = '667';
const UNREGISTERED = '105';

const ACCEPTED = 'atxfercall: success';

/** The agent is with its customer again, who hangs up. */
const backAgain: readonly Step[] = [
  callIs('talking'),
  statusIsAsked(),
  customerHangsUp,
  hears('agentunlinked'),
  statusIsAsked(),
];
const BACK_AGAIN = ['getagentstatus: oncall', 'agentunlinked', 'getagentstatus: online'];
const TAKEN_BACK = {
  calls: [talkedCall(', transfer to ""')],
  audit: [LOGGED_IN],
  current: [],
};

function handedOver(extension: string, audit: readonly string[] = [LOGGED_IN]) {
  return {
    calls: [talkedCall(`, transfer to "${extension}"`)],
    audit,
    current: [],
  };
}

/** The target does not come to talk to the agent: what it does, and how the agent asks for it. */
function inVain(title: string, target: string, ...more: readonly Step[]): Scenario {
  return {
    title,
    casts: BOTH,
    server: more.length === 0 ? { ringS: 3 } : PATIENT,
    arrange: talking,
    act: [consults(target), ...more, ...backAgain],
    hears: [ACCEPTED, ...BACK_AGAIN],
    leaves: TAKEN_BACK,
  };
}

/** Every ending of a transfer that an agent announces to the target (telephony.md §7.3). */
export const consultations: readonly Scenario[] = [
  {
    title: 'the target answers and is handed the customer, and hangs up in the end',
    casts: BOTH,
    arrange: consulting,
    act: [statusIsAsked(), asks('hangup'), hears('agentunlinked'), statusIsAsked(), ...consultedHangsUp],
    hears: ['getagentstatus: oncall', 'hangup: success', 'agentunlinked', 'getagentstatus: online'],
    leaves: handedOver(OTHER_PHONE),
  },
  {
    title: 'the target answers and is handed the customer, as the extended profile tells it',
    casts: ['callback'],
    server: { extended: true },
    arrange: talking,
    act: [
      consults(OTHER_PHONE),
      callIs('consulting: talking'),
      asks('hangup'),
      hears('agentunlinked'),
      customerHangsUp,
      customerIsGone,
    ],
    hears: [
      'consultationstart',
      ACCEPTED,
      'hangup: success',
      'callprogress Transfer',
      'consultationend',
      'agentunlinked',
    ],
    leaves: {
      calls: [
        [`customer in 8000: terminada agent, transfer to "${OTHER_PHONE}"`, ...LINKED, 'Transfer agent'],
      ],
      audit: [LOGGED_IN],
      current: [],
    },
  },
  {
    title: 'the target is another agent, who has the call then',
    casts: ['callback', 'pool with a callback colleague'],
    arrange: [...talking, logsIn('colleague')],
    act: [
      (stage) => consults(stage.cast.colleague.extension)(stage),
      callIs('consulting: talking'),
      asks('hangup'),
      hears('colleague: agentlinked'),
      statusIsAsked('colleague'),
      asks('hangup', '', 'colleague'),
      hears('colleague: agentunlinked'),
    ],
    hears: [
      ACCEPTED,
      'hangup: success',
      'agentunlinked',
      'colleague: agentlinked',
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
  inVain('the target refuses', SPARE_PHONE, rings(SPARE_PHONE), putsDown(SPARE_PHONE)),
  inVain('the target is busy', BUSY),
  inVain('the target does not answer', SPARE_PHONE),
  inVain('the target is not registered', UNREGISTERED),
  inVain('the target hangs up', OTHER_PHONE, callIs('consulting: talking'), putsDown(OTHER_PHONE)),
  {
    title: 'the agent thinks better of it while the target rings',
    casts: BOTH,
    server: PATIENT,
    arrange: ringingTarget,
    act: [asks('hangup'), ...backAgain],
    hears: ['hangup: success', ...BACK_AGAIN],
    leaves: TAKEN_BACK,
  },
  {
    title: 'the target does not exist: the call goes on',
    casts: BOTH,
    arrange: talking,
    act: [consults('3333'), ...backAgain],
    hears: ['atxfercall: 500 Unable to transfer call', ...BACK_AGAIN],
    leaves: {
      ...TAKEN_BACK,
      calls: [talkedCall()],
    },
  },
  {
    title: 'the customer hangs up while the target rings',
    casts: BOTH,
    server: PATIENT,
    arrange: ringingTarget,
    act: [customerHangsUp, hears('agentunlinked'), statusIsAsked()],
    hears: ['agentunlinked', 'getagentstatus: online'],
    leaves: handedOver(SPARE_PHONE),
  },
  {
    title: 'the customer hangs up while agent and target talk',
    casts: BOTH,
    arrange: consulting,
    act: [customerHangsUp, hears('agentunlinked'), statusIsAsked()],
    hears: ['agentunlinked', 'getagentstatus: online'],
    leaves: handedOver(OTHER_PHONE),
  },
  {
    title: 'the agent puts its phone down while the target rings, which gets the customer all the same',
    casts: ['callback'],
    server: PATIENT,
    arrange: ringingTarget,
    act: [
      phoneHangsUp(),
      hears('agentunlinked'),
      statusIsAsked(),
      rings(SPARE_PHONE),
      customerHangsUp,
      customerIsGone,
    ],
    hears: ['agentunlinked', 'getagentstatus: online'],
    leaves: handedOver(SPARE_PHONE),
  },
  {
    title:
      'the agent puts down its phone and its login while the target rings, which gets the customer all the same',
    casts: ['pool'],
    server: PATIENT,
    arrange: ringingTarget,
    act: [phoneHangsUp(), hears('agentloggedout'), rings(SPARE_PHONE), customerHangsUp, customerIsGone],
    hears: ['agentunlinked', 'agentloggedout'],
    leaves: handedOver(SPARE_PHONE, [SESSION]),
  },
  {
    title: 'the agent puts its phone down while it talks to the target, which has the customer then',
    casts: ['callback'],
    arrange: consulting,
    act: [phoneHangsUp(), hears('agentunlinked'), statusIsAsked(), ...consultedHangsUp],
    hears: ['agentunlinked', 'getagentstatus: online'],
    leaves: handedOver(OTHER_PHONE),
  },
  {
    title:
      'the agent puts down its phone and its login while it talks to the target, which has the customer then',
    casts: ['pool'],
    arrange: consulting,
    act: [phoneHangsUp(), hears('agentloggedout'), ...consultedHangsUp],
    hears: ['agentunlinked', 'agentloggedout'],
    leaves: handedOver(OTHER_PHONE, [SESSION]),
  },
];
