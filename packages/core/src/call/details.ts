import type { Change } from '../floor/change.js';
import type { CallLinked } from '../floor/events.js';
import { type Call, type CallId, rowOf } from './call.js';

/** One thing known about a customer: a column of the uploaded list, or a field of its contact. */
export interface CallAttribute {
  readonly label: string;
  readonly value: string;
  /** From 1. D-11 */
  readonly order: number;
}

/** A row of the address book whose number is the caller's. */
export interface MatchingContact {
  readonly id: number;
  readonly attributes: readonly CallAttribute[];
}

/** Values of one form that were saved for a call. */
export interface SurveyForm {
  readonly id: number;
  readonly fields: readonly { readonly id: number; readonly label: string; readonly value: string }[];
}

/** What the database knows about a call beyond its own row (ECCP §8.4 getcallinfo). */
export interface CallDetails {
  readonly attributes: readonly CallAttribute[];
  /** Incoming calls only. */
  readonly contacts: readonly MatchingContact[];
  readonly survey: readonly SurveyForm[];
}

export const NO_DETAILS: CallDetails = Object.freeze({ attributes: [], contacts: [], survey: [] });

/** Asks the database about a call as soon as there is one, so that the answer is there when an agent takes it. */
export function lookUpDetails(change: Change, call: Call): void {
  change.lookUp({ call: call.id, row: rowOf(call), phone: call.phone });
}

/** A link as it is told, but for what the database knows. */
export type LinkNews = Omit<CallLinked, 'details'>;

/** The database has answered, or could not be asked: then nothing is known. */
export function detailsFound(change: Change, id: CallId, details: CallDetails): void {
  const call = change.calls.get(id);
  if (call === undefined || call.details !== undefined) return;
  change.setCall({ ...call, details });
  tellLink(change, id);
}

/**
 * Tells that a call is linked. The event carries what the database knows, so it waits for that a moment where an agent
 * was faster than the database; whatever happens next to the call tells it first.
 */
export function announceLink(change: Change, call: Call, news: LinkNews): void {
  if (call.details !== undefined) return change.publish({ ...news, details: call.details });
  change.setCall({ ...call, untold: news });
  change.setTimer({ kind: 'details', call: call.id }, change.now + change.settings.detailsDeadlineMs);
}

/** Tells a link that waits for the database, with what is known now. */
export function tellLink(change: Change, id: CallId): void {
  const call = change.calls.get(id);
  if (call?.untold === undefined) return;
  change.publish({ ...call.untold, details: call.details ?? NO_DETAILS });
  change.setCall({ ...call, untold: undefined });
}
