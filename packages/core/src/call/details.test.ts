import { describe, expect, it } from 'vitest';
import { FloorHarness } from '../testing/floor-harness.js';
import { connect, logIn, queueCaller, seen } from '../testing/situations.js';
import type { CallId } from './call.js';
import type { CallDetails } from './details.js';

const CALL = 'c1' as CallId;
const DETAILS: CallDetails = {
  attributes: [{ label: 'first_name', value: 'Ana', order: 1 }],
  contacts: [],
  survey: [],
};

/** The agent was faster than the database. */
function linkedUnknown(): FloorHarness {
  const floor = new FloorHarness();
  floor.details = undefined;
  logIn(floor);
  queueCaller(floor);
  expect(connect(floor)).toEqual(['store call-linked', 'store progress', 'timer details']);
  floor.effects.length = 0;
  return floor;
}

describe('what the database knows about a call', () => {
  it('goes with agentlinked', () => {
    const floor = new FloorHarness();
    floor.details = DETAILS;
    logIn(floor);
    queueCaller(floor);
    connect(floor);
    expect(floor.events).toMatchObject([{ kind: 'call-linked', details: DETAILS }]);
  });

  it('is waited for when the agent is faster', () => {
    const floor = linkedUnknown();
    floor.input({ kind: 'details', call: CALL, details: DETAILS });
    expect(floor.events).toMatchObject([{ kind: 'call-linked', details: DETAILS }]);
    expect(seen(floor, { kind: 'details', call: CALL, details: DETAILS })).toEqual([]);
  });

  it('is not waited for longer than its deadline', () => {
    const floor = linkedUnknown();
    floor.advance(500);
    expect(floor.events).toMatchObject([{ kind: 'call-linked', details: { attributes: [] } }]);
    floor.advance(10_000);
    expect(floor.events).toHaveLength(1);
  });

  it('or than the call: the link is told before its end', () => {
    const floor = linkedUnknown();
    floor.input({ kind: 'call-ended', call: CALL });
    expect(floor.events.map(({ kind }) => kind)).toEqual(['call-linked', 'call-unlinked']);
  });
});
