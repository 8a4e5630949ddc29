import type { AgentStatus } from '@openeccp/eccp';
import type { Difference } from './difference.js';

/** What is held against each other of an agent's state. */
interface Standing {
  readonly status: string;
  readonly extension: string;
  readonly 'on hold': string;
  readonly caller: string;
  readonly queue: string;
}

/**
 * Compares what both servers say of the agents, round by round. They are asked one after the other, so a change in between
 * looks like a difference: only what differs in the same way twice in a row is one, and it is told once until it changes.
 */
export class StatusComparison {
  readonly #last = new Map<string, string>();
  readonly #told = new Map<string, string>();

  /** One round. @param pausedHere whether Asterisk has the agent paused in a queue: breaks are the old server's doing */
  compare(agent: string, legacy: AgentStatus, here: AgentStatus, pausedHere: boolean): readonly Difference[] {
    const one = standing(legacy, false);
    const other = standing(here, pausedHere);
    const differing = (Object.keys(one) as (keyof Standing)[]).filter((field) => one[field] !== other[field]);
    const mark = differing.map((field) => `${field} ${one[field]} ${other[field]}`).join('\n');
    const twice = mark !== '' && this.#last.get(agent) === mark;
    this.#last.set(agent, mark);
    if (mark === '') this.#told.delete(agent);
    if (!twice || this.#told.get(agent) === mark) return [];
    this.#told.set(agent, mark);
    return differing.map((field) => ({
      kind: 'status-differs',
      subject: agent,
      what: 'status',
      field,
      legacy: one[field],
      here: other[field],
    }));
  }
}

function standing(state: AgentStatus, paused: boolean): Standing {
  const held = state.onHold === true;
  // D-08: since 2016 the old server says `oncall` of an agent whose caller is on hold.
  const word = held ? 'paused' : state.status === 'online' && paused ? 'paused' : state.status;
  // A login call that the old server made is none of ours to know.
  const known = state.status === 'offline' ? { ...state, extension: undefined } : state;
  const call = state.call?.callType === 'outgoing' ? undefined : state.call;
  return {
    status: word,
    extension: known.extension ?? '',
    'on hold': held ? 'yes' : 'no',
    caller: call?.callNumber ?? '',
    queue: call?.queueNumber ?? '',
  };
}
