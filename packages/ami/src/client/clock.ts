/** Where deadlines come from. Tests pass one that they advance themselves. */
export interface AmiClock {
  /** Calls back once after `ms` milliseconds, unless the function it returns is called before. */
  after(ms: number, callback: () => void): () => void;
}

export const systemClock: AmiClock = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
