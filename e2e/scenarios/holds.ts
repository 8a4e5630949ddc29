import { OTHER_PHONE } from './play/cast.js';
import {
  COLLEAGUE_LOGGED_IN,
  HELD,
  HOLD,
  HOLD_BEGINS,
  HOLD_ENDS,
  heldCall,
  LINKED,
  LOGGED_IN,
  SESSION,
} from './play/lines.js';
import type { Leaves } from './play/rows.js';
import type { Scenario } from './play/scenario.js';
import {
  asks,
  customerHangsUp,
  dialsSlot,
  hears,
  holding,
  isParked,
  logsIn,
  PATIENT,
  phoneHangsUp,
  phoneHasNotCome,
  phoneIsAnswered,
  phoneIsNotAnswered,
  phoneRings,
  statusIsAsked,
  talking,
} from './play/steps.js';

const WAS_HELD: Leaves = { calls: [heldCall()], audit: [LOGGED_IN, HOLD], current: [] };

const backAndOver = [hears('callprogress OffHold'), statusIsAsked(), customerHangsUp, hears('agentunlinked')];
const BACK_AND_OVER = [...HOLD_ENDS, 'getagentstatus: oncall', 'agentunlinked'];

const waitsInVain = [hears('callprogress OnQueue'), customerHangsUp, hears('callprogress Abandoned')];
const WAITS_IN_VAIN = ['callprogress OnQueue', 'callprogress Abandoned'];
const ABANDONED = ['customer in 8000: abandonada', 'OnQueue', 'Abandoned'];

/** Whatever can go wrong with a hold, and nobody is lost (telephony.md §5). */
export const holds: readonly Scenario[] = [
  {
    // B-11
    title: 'reaches its limit, and the customer has its agent again',
    casts: ['pool', 'callback'],
    server: { holdLimitS: 1 },
    arrange: talking,
    act: [asks('hold'), ...backAndOver],
    hears: [...HOLD_BEGINS, ...BACK_AND_OVER],
    leaves: WAS_HELD,
  },
  {
    title: 'reaches its limit, the agent does not answer, and the customer waits in the queue again',
    casts: ['callback'],
    server: { holdLimitS: 1, ringS: 2 },
    arrange: talking,
    act: [asks('hold'), phoneIsNotAnswered(), ...waitsInVain],
    hears: [...HOLD_BEGINS, ...HOLD_ENDS, 'agentunlinked', ...WAITS_IN_VAIN],
    leaves: { calls: [heldCall(), ABANDONED], audit: [LOGGED_IN, HOLD], current: [] },
  },
  {
    // B-10
    title: 'goes on when the agent does not answer its phone, and ends when it does',
    casts: ['callback'],
    server: { ringS: 2 },
    arrange: [...holding, phoneIsNotAnswered()],
    act: [
      asks('unhold'),
      phoneHasNotCome,
      statusIsAsked(),
      phoneIsAnswered(),
      asks('unhold'),
      ...backAndOver,
    ],
    hears: ['unhold: success', 'getagentstatus: paused', 'unhold: success', ...BACK_AND_OVER],
    leaves: WAS_HELD,
  },
  {
    // B-01, B-09
    title: 'ends with the customer, who hangs up while the agent’s phone rings for it',
    casts: ['callback'],
    server: PATIENT,
    arrange: [...holding, phoneIsNotAnswered()],
    act: [asks('unhold'), phoneRings(), customerHangsUp, hears('agentunlinked'), statusIsAsked()],
    hears: ['unhold: success', ...HOLD_ENDS, 'agentunlinked', 'getagentstatus: online'],
    leaves: WAS_HELD,
  },
  {
    // B-14
    title: 'ends with the agent’s line, and the customer waits in the queue again',
    casts: ['pool'],
    arrange: holding,
    act: [phoneHangsUp(), hears('agentloggedout'), ...waitsInVain],
    hears: [...HOLD_ENDS, 'agentunlinked', 'agentloggedout', ...WAITS_IN_VAIN],
    leaves: { calls: [heldCall(), ABANDONED], audit: [SESSION, HOLD], current: [] },
  },
  {
    title: 'is begun by a phone, in another lot, and ended by a console',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [isParked, hears('callprogress OnHold'), asks('unhold'), ...backAndOver],
    hears: ['pausestart hold', 'callprogress OnHold', 'unhold: success', ...BACK_AND_OVER],
    leaves: WAS_HELD,
  },
];

/** Slots of the default lot are extensions that everybody can dial (B-19). */
export const taken: readonly Scenario[] = [
  {
    title: 'a customer on hold is taken by somebody who dials its slot',
    casts: ['pool', 'callback'],
    arrange: holding,
    act: [dialsSlot(OTHER_PHONE), hears('agentunlinked'), statusIsAsked(), customerHangsUp],
    hears: [...HOLD_ENDS, 'agentunlinked', 'getagentstatus: online'],
    leaves: { ...WAS_HELD, calls: [heldCall(`, transfer to "${OTHER_PHONE}"`)] },
  },
  {
    title: 'a customer on hold is taken by another agent who dials its slot',
    casts: ['callback'],
    arrange: [...holding, logsIn('colleague')],
    act: [
      dialsSlot('102'),
      hears('colleague: agentlinked'),
      statusIsAsked(),
      customerHangsUp,
      hears('colleague: agentunlinked'),
    ],
    hears: [
      ...HOLD_ENDS,
      'agentunlinked',
      'colleague: agentlinked',
      'getagentstatus: online',
      'colleague: agentunlinked',
    ],
    leaves: {
      calls: [
        [
          'customer in 8000: terminada colleague',
          ...LINKED,
          ...HELD,
          'Hangup agent',
          'Success colleague',
          'Hangup colleague',
        ],
      ],
      audit: [LOGGED_IN, HOLD, COLLEAGUE_LOGGED_IN],
      current: [],
    },
  },
];
