import type { CallOptions } from './storage.js';

/**
 * What the web pages of an existing call center keep in table `valor_config` (database.md §4.19). Undefined where nothing
 * is kept, or nothing that can be used.
 */
export interface CenterSettings {
  readonly asteriskHost: string | undefined;
  readonly asteriskUser: string | undefined;
  readonly asteriskSecret: string | undefined;
  /** An outgoing call that lasted no longer is short. Seconds. */
  readonly shortCallS: number | undefined;
  /** How long customers take to answer, until it is known better. Seconds. */
  readonly answerS: number | undefined;
  /** Whether more calls are placed than there are agents when few are answered. */
  readonly overcommit: boolean | undefined;
  /** How sure it must be that an agent will be free, above 0 and below 1. */
  readonly certainty: number | undefined;
  /** Whether it is foreseen when agents will be free. */
  readonly predictive: boolean | undefined;
  /** How long a customer's phone may ring; 0 leaves it to Asterisk. Seconds. */
  readonly ringS: number | undefined;
  /** Calls in addition, each time that calls are placed. */
  readonly extraCalls: number | undefined;
  /** How often campaigns are looked at; 0 is always. Seconds. */
  readonly reviewS: number | undefined;
  /** Whether everything is logged. */
  readonly debug: boolean | undefined;
}

/** A call center that keeps none. */
export const NO_CENTER_SETTINGS: CenterSettings = Object.freeze({
  asteriskHost: undefined,
  asteriskUser: undefined,
  asteriskSecret: undefined,
  shortCallS: undefined,
  answerS: undefined,
  overcommit: undefined,
  certainty: undefined,
  predictive: undefined,
  ringS: undefined,
  extraCalls: undefined,
  reviewS: undefined,
  debug: undefined,
});

export interface SettingsReading {
  readonly settings: CenterSettings;
  /** Keys whose values can't be used; they count as not set. */
  readonly ignored: readonly string[];
}

export interface SettingsStore {
  /** Rejects only on broken I/O. */
  settings(options?: CallOptions): Promise<SettingsReading>;
}
