/** A day of the PBX host's calendar, `YYYY-MM-DD`. Days order as their texts do. */
export type LocalDay = string;

/** A time of day on the PBX host's clock, `HH:MM:SS`. */
export type LocalTime = string;

/** Whole days, both ends included. */
export interface DayRange {
  readonly first: LocalDay;
  readonly last: LocalDay;
}
