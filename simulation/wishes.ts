import { type FloorView, loginOf } from '@openeccp/core';
import type { Seat } from './center.js';

/** What an agent may ask for, or do. */
export type Wish =
  | 'log-in'
  | 'log-out'
  | 'break'
  | 'end-break'
  | 'hold'
  | 'unhold'
  | 'hang-up'
  | 'transfer'
  | 'transfer-to-agent'
  | 'consult'
  | 'mute'
  | 'unmute'
  | 'answer';

const ANYTHING: readonly Wish[] = [
  'log-in',
  'log-out',
  'break',
  'end-break',
  'hold',
  'unhold',
  'hang-up',
  'transfer',
  'transfer-to-agent',
  'consult',
  'mute',
  'unmute',
  'answer',
];

const OFFLINE: readonly Wish[] = ['log-in', 'log-in', 'log-in', 'answer'];
const LOGGING_IN: readonly Wish[] = ['answer', 'answer', 'log-in', 'log-out'];
const FREE: readonly Wish[] = ['answer', 'answer', 'answer', 'break', 'break', 'log-out', 'hang-up'];
const ON_BREAK: readonly Wish[] = ['end-break', 'end-break', 'end-break', 'break', 'log-out'];
const TALKING: readonly Wish[] = [
  'hold',
  'hold',
  'hold',
  'hang-up',
  'hang-up',
  'transfer',
  'transfer-to-agent',
  'consult',
  'consult',
  'break',
  'mute',
  'unmute',
  'log-out',
];
const HOLDING: readonly Wish[] = [
  'unhold',
  'unhold',
  'unhold',
  'hang-up',
  'transfer',
  'consult',
  'break',
  'log-out',
];
const CONSULTING: readonly Wish[] = ['hang-up', 'hang-up', 'hang-up', 'hold', 'consult', 'log-out', 'break'];

/** What an agent wants, mostly what makes sense. */
export function wishOf(floor: FloorView, { agent: name }: Seat, pick: number): Wish {
  const agent = floor.agents.get(name);
  const login = agent && loginOf(agent);
  const call = login?.call === undefined ? undefined : floor.calls.get(login.call);
  const choose = (wishes: readonly Wish[]): Wish =>
    (pick < 0.1 ? ANYTHING : wishes)[
      Math.floor(((pick * 97) % 1) * (pick < 0.1 ? ANYTHING : wishes).length)
    ] ?? 'answer';
  if (login === undefined) return choose(agent?.presence.kind === 'logged-out' ? OFFLINE : LOGGING_IN);
  switch (call?.phase.kind) {
    case 'talking':
      return choose(TALKING);
    case 'held':
      return choose(HOLDING);
    case 'consulting':
      return choose(CONSULTING);
    default:
      return choose(login.break === undefined ? FREE : ON_BREAK);
  }
}
