import { describe, expect, it } from 'vitest';
import { InjectedDrifts } from './injected-drift.js';
import { FAULTS } from './plan.js';
import { run } from './run.js';

const HANGUP = [
  'Event: Hangup',
  'Privilege: call,all',
  'Channel: PJSIP/customer-00000012',
  'Uniqueid: sim-1.12',
  'Linkedid: sim-1.12',
  '\r\n',
].join('\r\n');

const gone = { what: 'call sim-1.12 is talking and has no channel', about: ['sim-1.12'] };
const free = { what: 'PJSIP/101 talks, the server has it free', about: ['PJSIP/101', 'sim-1.12'] };
const other = { what: 'call sim-1.1 is talking and has no channel', about: ['sim-1.1'] };

/** Loses a hangup, which shows 200 ms later; then comes what `rest` says. */
function afterLoss(rest: (drifts: InjectedDrifts) => void): InjectedDrifts {
  const drifts = new InjectedDrifts();
  drifts.look([], 0, 0);
  drifts.lost(HANGUP, 800);
  drifts.look([gone], 1_000, 0);
  rest(drifts);
  return drifts;
}

describe('a difference that a lost message has made', () => {
  it('is found when the comparison tells of it and healed when the last trace of it is gone', () => {
    const { healed, reconnected } = afterLoss((drifts) => {
      drifts.look([gone, free], 1_250, 0);
      drifts.found(['sim-1.1'], 2_000);
      drifts.found(['sim-1.12'], 4_000);
      drifts.found(['sim-1.12'], 4_100);
      drifts.look([free], 4_250, 0);
      drifts.look([], 4_500, 0);
    });
    expect(healed).toEqual([{ event: 'Hangup', foundMs: 3_000, healedMs: 3_500 }]);
    expect(reconnected).toBe(0);
  });

  it('is measured from when the connection was up again', () => {
    const { healed } = afterLoss((drifts) => {
      drifts.look([gone], 21_000, 20_000);
      drifts.found(['sim-1.12'], 24_000);
      drifts.look([], 24_250, 20_000);
    });
    expect(healed).toEqual([{ event: 'Hangup', foundMs: 4_000, healedMs: 4_250 }]);
  });

  it('is not measured, but counted, if it was over with a new connection', () => {
    const { healed, reconnected } = afterLoss((drifts) => drifts.look([], 20_250, 20_000));
    expect(healed).toEqual([]);
    expect(reconnected).toBe(1);
  });

  it('was not found if later events have told what was lost', () => {
    const { healed } = afterLoss((drifts) => drifts.look([], 3_000, 0));
    expect(healed).toEqual([{ event: 'Hangup', foundMs: undefined, healedMs: 2_000 }]);
  });

  it('is none while it may be the delay of the network, or about somebody else, or long after', () => {
    expect(afterLoss((drifts) => drifts.look([], 2_500, 0)).healed).toEqual([]);
    const about = afterLoss((drifts) => {
      drifts.look([gone, other], 1_250, 0);
      drifts.look([other], 2_000, 0);
      drifts.look([free, other], 9_000, 0);
      drifts.look([], 19_000, 0);
    });
    expect(about.healed).toEqual([]);
  });
});

/** In so many at the most the comparison has to find something. */
const SEEDS = 60;

describe('where messages get lost', { timeout: 180_000 }, () => {
  it('what that did is found within 5 s and healed within 10 s', async () => {
    const found: number[] = [];
    const healed: number[] = [];
    // Most losses make no difference, or the next event tells of it.
    for (let seed = 1; seed <= SEEDS && found.length < 3; seed += 1) {
      const { injected } = await run({ seed, calls: 100, faults: new Set(['lost']) });
      found.push(...injected.flatMap(({ foundMs }) => foundMs ?? []));
      healed.push(...injected.map(({ healedMs }) => healedMs));
    }
    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...found)).toBeLessThanOrEqual(5_000);
    expect(Math.max(...healed)).toBeLessThanOrEqual(10_000);
  });

  it('there is nothing to find where none does', async () => {
    const faults = new Set(FAULTS.filter((fault) => fault !== 'lost'));
    const { lost, injected, reconnected } = await run({ seed: 3, calls: 40, faults });
    expect({ lost, injected, reconnected }).toEqual({ lost: 0, injected: [], reconnected: 0 });
  });
});
