/** One-shot timers, so that time can be a test's. */
export interface Timers {
  /** Calls `callback` once, after `ms` milliseconds. Answers what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** The timers of the runtime. */
export const systemTimers: Timers = {
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
