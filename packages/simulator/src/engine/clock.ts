/** Stops what was started; calling it again, or too late, does nothing. */
export type Cancel = () => void;

/** The simulation's only source of time, so that tests run hours in milliseconds. */
export interface Clock {
  /** Simulated time in ms since the Unix epoch. */
  now(): number;
  /** Runs `fn` once, `ms` simulated milliseconds from now. */
  setTimer(ms: number, fn: () => void): Cancel;
}
