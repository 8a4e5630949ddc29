import { agentOf, type EccpEvent } from '../messages/events.js';
import { ANY_AGENT } from '../messages/requests/filterbyagent.js';

/** A login on a connection (ECCP §5.2). */
export interface Login {
  readonly user: string;
  /** Random text that clients mix into their agent hashes. */
  readonly cookie: string;
  /** Which events the user may hear; all of them unless told. */
  readonly mayHear?: ((event: EccpEvent) => boolean) | undefined;
}

/** What one connection has set up (ECCP §1, §6.1). It dies with the connection. */
export interface SessionState {
  readonly login: Login | undefined;
  /** The only agent whose events are wanted. */
  readonly agentFilter: string | undefined;
  readonly progress: boolean;
  /** Whether events carry their number and come with `agentstate`. */
  readonly numbered: boolean;
}

export const FRESH_SESSION: SessionState = {
  login: undefined,
  agentFilter: undefined,
  progress: false,
  numbered: false,
};

/** A second login replaces user and cookie; filter and progress flag survive it. */
export function withLogin(state: SessionState, login: Login): SessionState {
  return { ...state, login };
}

/** @param agent an agent, or `any` to lift the filter */
export function withAgentFilter(state: SessionState, agent: string): SessionState {
  return { ...state, agentFilter: agent === ANY_AGENT ? undefined : agent };
}

export function withProgress(state: SessionState, progress: boolean): SessionState {
  return { ...state, progress };
}

export function withNumbers(state: SessionState): SessionState {
  return { ...state, numbered: true };
}

/** Whether the connection is to receive the event (ECCP §6.1). */
export function wantsEvent(state: SessionState, event: EccpEvent): boolean {
  if (state.login === undefined || state.login.mayHear?.(event) === false) return false;
  if (event.kind === 'callprogress') return state.progress;
  if (event.kind === 'agentstate' && !state.numbered) return false;
  return state.agentFilter === undefined || state.agentFilter === agentOf(event);
}
