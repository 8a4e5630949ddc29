import { type Effect, type FloorDelta, type Input, step, type Transition } from '@openeccp/core';
import type { Step } from './daemon.js';

/** A bug that somebody could write into the domain. */
export interface Mutation {
  readonly name: string;
  readonly step: Step;
}

type Floor = Parameters<Step>[0];

/** Takes effects away where `when` says so. */
function without(
  name: string,
  when: (floor: Floor, input: Input) => boolean,
  drops: (effect: Effect, floor: Floor) => boolean,
): Mutation {
  return {
    name,
    step: (floor, input, now) => {
      const { delta, effects } = step(floor, input, now);
      if (!when(floor, input)) return { delta, effects };
      return { delta, effects: effects.filter((effect) => !drops(effect, floor)) };
    },
  };
}

function patched(
  name: string,
  patch: (floor: Floor, input: Input, made: Transition) => Transition,
): Mutation {
  return { name, step: (floor, input, now) => patch(floor, input, step(floor, input, now)) };
}

const always = (): boolean => true;

function isCommand(input: Input, kind: string): boolean {
  return input.kind === 'command' && input.command.kind === kind;
}

/** As if nothing had happened. */
function nothing(floor: Floor): Transition {
  const delta: FloorDelta = { agents: new Map(), calls: new Map(), ids: floor.ids, attempts: floor.attempts };
  return { delta, effects: [] };
}

/** Ten planted bugs. A simulation that lets one of them pass shows nothing. */
export const MUTATIONS: readonly Mutation[] = [
  patched('an agent is not freed when its caller gives up in the parking lot', (floor, input, made) => {
    const call = input.kind === 'call-ended' ? floor.calls.get(input.call) : undefined;
    if (call?.phase.kind !== 'held') return made;
    const agents = new Map(made.delta.agents);
    agents.delete(call.phase.agent);
    return { ...made, delta: { ...made.delta, agents } };
  }),
  without(
    'the end of a break does not take the pause back',
    (_, input) => isCommand(input, 'end-break'),
    (effect) => effect.kind === 'telephony' && effect.intent.kind === 'set-paused',
  ),
  without(
    'the row of the current call is not removed when the customer hangs up',
    (_, input) => input.kind === 'call-ended',
    (effect) => effect.kind === 'store' && effect.write.kind === 'call-unlinked',
  ),
  without(
    'the session is not closed when the line of an agent breaks',
    (_, input) => input.kind === 'agent-out',
    (effect, floor) =>
      effect.kind === 'store' &&
      effect.write.kind === 'close-audit' &&
      [...floor.agents.values()].some(
        ({ presence }) =>
          presence.kind === 'logged-in' &&
          effect.write.kind === 'close-audit' &&
          presence.sessionId === effect.write.id,
      ),
  ),
  without(
    'clients are not told that a hold is over when its caller has hung up',
    (_, input) => input.kind === 'call-ended',
    (effect) => effect.kind === 'publish' && effect.event.kind === 'pause-ended',
  ),
  without(
    'clients are not told that the call has left its agent by a transfer',
    (_, input) => input.kind === 'redirect-answered' || input.kind === 'call-separated',
    (effect) => effect.kind === 'publish' && effect.event.kind === 'call-unlinked',
  ),
  without(
    'the row of a caller who gave up stays open',
    always,
    (effect) => effect.kind === 'store' && effect.write.kind === 'call-abandoned',
  ),
  {
    name: 'calls that ended while Asterisk was not reached are kept',
    step: (floor, input, now) => {
      if (input.kind !== 'telephony-up') return step(floor, input, now);
      const live = new Set(input.snapshot.calls.map(({ call }) => call));
      const ended = [...floor.calls.values()].flatMap(({ id, queue, phone, customer }) =>
        live.has(id) ? [] : [{ call: id, queue, phone, customer, state: { kind: 'elsewhere' } as const }],
      );
      const calls = [...input.snapshot.calls, ...ended];
      return step(floor, { ...input, snapshot: { ...input.snapshot, calls } }, now);
    },
  },
  patched('two rows of the audit get one id', (floor, input, made) =>
    isCommand(input, 'start-break')
      ? { ...made, delta: { ...made.delta, ids: { ...made.delta.ids, audit: floor.ids.audit } } }
      : made,
  ),
  {
    name: 'a hold that Asterisk refuses is never given up',
    step: (floor, input, now) => {
      const givesUp =
        input.kind === 'park-refused' || (input.kind === 'timer' && input.timer.kind === 'park');
      return givesUp ? nothing(floor) : step(floor, input, now);
    },
  },
];
