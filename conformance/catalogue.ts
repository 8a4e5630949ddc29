import { readFileSync } from 'node:fs';

/**
 * The protocol as data, as the sources of ECCP agree on it: every request with its arguments, failures and the elements of its
 * answer, every event with its fields. A trailing `?` marks what may be absent, `[]` what repeats, `@` an attribute.
 */
export interface Catalogue {
  /** Failures that belong to no request, by what causes them (ECCP §4.2). */
  readonly connection: Readonly<Record<string, Literal>>;
  readonly requests: Readonly<Record<string, CataloguedRequest>>;
  readonly events: Readonly<Record<string, CataloguedEvent>>;
  /** Failures that this server never sends, with the reason. Keys are those of {@link failureKey}. */
  readonly never: Readonly<Record<string, string>>;
}

/** Level, code and message, e.g. `outer 400 Bad request`. `inner+offline` is preceded by that status element. */
export type Literal = string;

export interface CataloguedRequest {
  readonly class: 'none' | 'session' | 'agent' | 'agent-own-check';
  readonly arguments: readonly string[];
  /** In checking order, the common checks of the class included; the same literal may come twice. */
  readonly failures: readonly Literal[];
  readonly reply: readonly string[];
}

export interface CataloguedEvent {
  /** The element that a connection's agent filter compares; null for `callprogress`. */
  readonly filter: string | null;
  readonly extended?: true;
  readonly fields: readonly string[];
}

function read<Part extends Partial<Catalogue>>(file: string): Part {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

/** ECCP itself. */
export const protocol: Catalogue = read('catalogue.json');

/** What is ours (ADR 0024). */
export const extensions: Pick<Catalogue, 'requests' | 'events'> = read('extensions.json');

/** All that our servers speak. */
export const catalogue: Catalogue = {
  ...protocol,
  requests: { ...protocol.requests, ...extensions.requests },
  events: { ...protocol.events, ...extensions.events },
};

/** Matches a literal on the wire; those that name what they are about have `<form>` and its like in place of it. */
export function literalPattern(literal: Literal): RegExp {
  const parts = literal.split(/<\w[\w ]*>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`);
}

/** What a test can show, as one line of text. */
export type Key = string;

/** @param origin a request, or what caused a failure that belongs to none */
export function failureKey(origin: string, literal: Literal): Key {
  return `${origin} ${literal}`;
}

export function replyKey(request: string, path: string): Key {
  return `${request}_response ${path}`;
}

export function eventKey(event: string, path?: string): Key {
  return path === undefined ? `event ${event}` : `event ${event} ${path}`;
}

/** An element's path without its marks: `agents/agent[]/channel?` is `agents/agent/channel`. */
export function barePath(entry: string): string {
  return entry.replace(/\?$/, '').replaceAll('[]', '');
}

/** Everything that some test has to show on a live server. */
export function demanded({ connection, requests, events, never }: Catalogue): readonly Key[] {
  const keys = [
    ...Object.entries(connection).map(([cause, literal]) => failureKey(cause, literal)),
    ...Object.entries(requests).flatMap(([name, { failures, reply }]) => [
      ...failures.map((literal) => failureKey(name, literal)),
      ...reply.map((entry) => replyKey(name, barePath(entry))),
    ]),
    ...Object.entries(events).flatMap(([name, { fields }]) => [
      eventKey(name),
      ...fields.map((entry) => eventKey(name, barePath(entry))),
    ]),
  ];
  return [...new Set(keys)].filter((key) => !Object.hasOwn(never, key));
}
