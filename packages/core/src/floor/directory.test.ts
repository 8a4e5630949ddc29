import { describe, expect, it } from 'vitest';
import {
  CALLBACK_AGENT,
  DIRECTORY,
  FloorHarness,
  OTHER_AGENT,
  POOL_AGENT,
} from '../testing/floor-harness.js';
import {
  agentOf,
  asked,
  callOf,
  logIn,
  logInCommand,
  loginOf,
  queueCaller,
  seen,
} from '../testing/situations.js';

const NOBODY = { ...DIRECTORY, agents: [] };

describe('master data read again', () => {
  it('changes nothing when nothing changed', () => {
    const floor = new FloorHarness();
    logIn(floor);
    const before = agentOf(floor);
    expect(seen(floor, DIRECTORY)).toEqual([]);
    expect(agentOf(floor)).toEqual(before);
  });

  it('drops agents that are out and keeps those at work until the reading after their log-off', () => {
    const floor = new FloorHarness();
    logIn(floor);
    floor.command(logInCommand(OTHER_AGENT));
    expect(seen(floor, NOBODY)).toEqual([]);
    expect([...floor.floor.agents.keys()]).toEqual([POOL_AGENT, OTHER_AGENT]);
    floor.input({ kind: 'agent-out', agent: POOL_AGENT, channel: undefined });
    floor.input(NOBODY);
    expect([...floor.floor.agents.keys()]).toEqual([OTHER_AGENT]);
  });

  it('keeps the row of an agent at work, for its open rows belong to that one', () => {
    const floor = new FloorHarness();
    logIn(floor);
    const moved = {
      ...DIRECTORY,
      agents: DIRECTORY.agents.map((row) => ({ ...row, rowId: row.rowId + 10 })),
    };
    floor.input(moved);
    expect([agentOf(floor).rowId, agentOf(floor, OTHER_AGENT).rowId]).toEqual([1, 12]);
    floor.input({ kind: 'agent-out', agent: POOL_AGENT, channel: undefined });
    floor.input(moved);
    expect(agentOf(floor).rowId).toBe(11);
  });

  it('brings new names and new queues into use', () => {
    const floor = new FloorHarness();
    const assignments = new Map([[CALLBACK_AGENT, new Map([['9100', 3]])]]);
    floor.input({
      ...DIRECTORY,
      agents: DIRECTORY.agents.map((row) => ({ ...row, displayName: `${row.displayName} M.` })),
      queues: [{ rowId: 7, name: '9100', campaigns: [] }],
      assignments,
    });
    asked(floor, logInCommand(CALLBACK_AGENT));
    expect(floor.intents.at(-1)).toMatchObject({ displayName: 'Ana M.', join: new Map([['9100', 3]]) });
    queueCaller(floor);
    expect(callOf(floor)).toBeUndefined();
  });

  it('leaves an open break its name and closes it as it was opened', () => {
    const floor = new FloorHarness();
    logIn(floor);
    floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    floor.input({ ...DIRECTORY, breaks: [] });
    floor.effects.length = 0;
    expect(asked(floor, { kind: 'end-break', agent: POOL_AGENT })).toContain('event pause-ended');
    expect(floor.events).toMatchObject([{ pause: { breakId: 4, name: 'Lunch' } }]);
    expect(loginOf(floor)?.break).toBeUndefined();
  });
});
