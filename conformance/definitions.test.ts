import {
  type Authorisation,
  eventNames,
  events,
  knownCommands,
  ownEvents,
  ownRequests,
  type RequestName,
  requestNames,
  requests,
} from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import {
  barePath,
  catalogue,
  eventKey,
  extensions,
  failureKey,
  literalPattern,
  protocol,
} from './catalogue.js';

/** Rows 6 to 10 of ECCP §4.2, which requests of a class share and definitions do not repeat. */
const COMMON: Readonly<Record<Authorisation, readonly string[]>> = {
  none: [],
  session: ['outer 401 Unauthorized'],
  'agent-own-check': ['outer 401 Unauthorized'],
  agent: [
    'outer 401 Unauthorized',
    'outer 400 Bad request',
    'inner 417 Invalid agent number',
    'inner 404 Specified agent not found',
    'inner 401 Unauthorized agent',
  ],
};

/** What the definition of `queuemembership` says for all fields of the flattened state. */
const FLAT_STATE = 'status, channel, …';

function requestOf(name: RequestName): (typeof catalogue.requests)[string] {
  const request = catalogue.requests[name];
  if (request === undefined) throw new Error(`${name} is not in the catalogue`);
  return request;
}

const neverSent = (key: string): boolean => Object.hasOwn(catalogue.never, key);

function withoutRepeats<T>(values: readonly T[]): readonly T[] {
  return values.filter((value, index) => value !== values[index - 1]);
}

/** The outermost names, each with `?` if it may be absent. A list has its own entry only where it is there without items. */
function outermost(entries: readonly string[]): readonly string[] {
  const names = entries.map((entry) => barePath(entry).split('/')[0] ?? '');
  return [...new Set(names)].toSorted().map((name) => {
    const within = entries.filter((_, index) => names[index] === name);
    const own = within.filter((entry) => barePath(entry) === name);
    return (own.length > 0 ? own : within).every((entry) => entry.endsWith('?')) ? `${name}?` : name;
  });
}

function marked(
  fields: readonly { readonly name: string; readonly optional?: boolean }[],
): readonly string[] {
  return fields.map(({ name, optional }) => (optional === true ? `${name}?` : name));
}

describe('our definitions and the catalogue have the same', () => {
  it('requests and events', () => {
    expect(knownCommands.toSorted()).toEqual(Object.keys(protocol.requests).toSorted());
    expect([...ownRequests].toSorted()).toEqual(Object.keys(extensions.requests).toSorted());
    expect([...ownEvents].toSorted()).toEqual(Object.keys(extensions.events).toSorted());
    expect(eventNames.toSorted()).toEqual(Object.keys(catalogue.events).toSorted());
  });

  it.each(requestNames)('class, arguments and failures in checking order: %s', (name) => {
    const { authorisation, arguments: args, failures } = requests[name];
    const wanted = requestOf(name);
    expect(authorisation).toBe(wanted.class);
    expect(outermost(marked(args))).toEqual(outermost(wanted.arguments));
    const listed = wanted.failures
      .filter((literal) => !neverSent(failureKey(name, literal)))
      .map((literal) => literal.replace(/^inner\+[\w-]+/, 'inner'));
    const defined = [
      ...COMMON[authorisation],
      ...failures.map(({ level, failure }) => `${level} ${failure.code} ${failure.message}`),
    ]
      .filter((literal) => !neverSent(failureKey(name, literal)))
      .map((text) => listed.find((literal) => literalPattern(literal).test(text)) ?? text);
    expect(withoutRepeats(defined)).toEqual(withoutRepeats(listed));
  });

  it.each(eventNames)('fields of %s', (name) => {
    const wanted = catalogue.events[name];
    const state = requestOf('getcampaignstatus').reply.flatMap((entry) =>
      entry === 'agents/agent[]/agentchannel' ? [] : (/^agents\/agent\[\]\/(.*)/.exec(entry)?.[1] ?? []),
    );
    const defined = marked(events[name].fields).flatMap((field) => (field === FLAT_STATE ? state : field));
    expect(events[name].filter ?? null).toBe(wanted?.filter);
    const sent = (entry: string): boolean => !neverSent(eventKey(name, barePath(entry)));
    expect(outermost(defined.filter(sent))).toEqual(outermost(wanted?.fields.filter(sent) ?? []));
  });
});
