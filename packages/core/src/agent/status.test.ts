import { describe, expect, it } from 'vitest';
import { CALLBACK_AGENT, FloorHarness, POOL_AGENT } from '../testing/floor-harness.js';
import { agentOf, held, logIn, logInCommand, statusOf, talking } from '../testing/situations.js';
import { type AgentName, agentKind, agentNumber, parseAgentName } from './agent.js';
import { pauseReasons } from './status.js';

describe('the status word, ECCP §7.1 and D-08', () => {
  it.each<[string, string, (floor: FloorHarness) => void]>([
    ['offline', 'logged out', () => {}],
    ['offline', 'logging in', (floor) => floor.command(logInCommand(POOL_AGENT))],
    ['online', 'logged in', (floor) => logIn(floor)],
    ['oncall', 'in a call', (floor) => talking(floor)],
    ['paused', 'on hold', (floor) => held(floor)],
    [
      'oncall',
      'being put on hold',
      (floor) => {
        talking(floor);
        floor.command({ kind: 'hold', agent: POOL_AGENT });
      },
    ],
  ])('is %s when %s', (word, _, arrange) => {
    const floor = new FloorHarness();
    arrange(floor);
    expect(statusOf(floor)).toBe(word);
  });
});

describe('reasons to be paused', () => {
  it('are told in one order: the break, then the hold, which counts from its request on', () => {
    const floor = new FloorHarness();
    talking(floor);
    floor.command({ kind: 'hold', agent: POOL_AGENT });
    floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    expect(pauseReasons(floor.floor, agentOf(floor)).map(({ name }) => name)).toEqual(['Lunch', 'Hold']);
  });
});

describe('agent names, ECCP §0.2', () => {
  it.each(['Agent/412', 'SIP/320', 'IAX2/1_a'])('%s is one', (text) => {
    expect(parseAgentName(text)).toBe(text);
  });
  it.each([
    '',
    'any',
    'Agent',
    'Agent/',
    '/412',
    ' Agent/412',
    'Agent/412 ',
    'Agent/412\n',
    'a/b/c',
    'Agént/1',
  ])('%j is none', (text) => {
    expect(parseAgentName(text)).toBeUndefined();
  });
  it('say how the agent works and what its number is', () => {
    expect([agentKind(POOL_AGENT), agentKind(CALLBACK_AGENT)]).toEqual(['pool', 'callback']);
    expect(agentKind('AgentX/1' as AgentName)).toBe('callback');
    expect(agentNumber(POOL_AGENT)).toBe('412');
  });
});
