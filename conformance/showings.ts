import {
  barePath,
  type CataloguedRequest,
  catalogue,
  eventKey,
  extensions,
  failureKey,
  type Key,
  type Literal,
  literalPattern,
  replyKey,
} from './catalogue.js';
import type { Asked } from './foreign/foreign-reader.js';
import { child, type Element, elements, textOf } from './foreign/xml.js';

/** What one document shows of the catalogue, and what of it the catalogue does not have. */
export interface Showings {
  readonly keys: readonly Key[];
  readonly unlisted: readonly string[];
}

/** Reads an event. */
export function shownByEvent(event: Element): Showings {
  const entry = own(catalogue.events, event.name);
  if (entry === undefined) return { keys: [], unlisted: [eventKey(event.name)] };
  const { keys, unlisted } = shownElements(event, entry.fields, (path) => eventKey(event.name, path));
  return { keys: [eventKey(event.name), ...keys], unlisted };
}

/** Reads the payload of a response. @param asked undefined for what a server says to bytes that are no request */
export function shownByAnswer(payload: Element, asked: Asked | undefined): Showings {
  const failure = payload.name === 'failure' ? payload : child(payload, 'failure');
  const name = asked?.command?.name;
  const request = name === undefined ? undefined : own(catalogue.requests, name);
  if (failure !== undefined) {
    const status = textOf(payload, 'status');
    const level = payload.name === 'failure' ? 'outer' : status === undefined ? 'inner' : `inner+${status}`;
    const literal = `${level} ${textOf(failure, 'code')} ${textOf(failure, 'message')}`;
    return shownFailure(literal, name, request, asked);
  }
  if (name === undefined || request === undefined) return { keys: [], unlisted: [`an answer to ${name}`] };
  return shownElements(payload, request.reply, (path) => replyKey(name, path));
}

function shownFailure(
  literal: Literal,
  name: string | undefined,
  request: CataloguedRequest | undefined,
  asked: Asked | undefined,
): Showings {
  const listed = request?.failures.find((one) => literalPattern(one).test(literal));
  if (name !== undefined && listed !== undefined) return { keys: [failureKey(name, listed)], unlisted: [] };
  const unknown = request === undefined || own(extensions.requests, String(name)) !== undefined;
  const cause = name === undefined ? (asked?.fault ?? 'stream error') : causeOf(literal, unknown);
  const key = failureKey(cause ?? String(name), literal);
  return cause !== undefined && catalogue.connection[cause] === literal
    ? { keys: [key], unlisted: [] }
    : { keys: [], unlisted: [key] };
}

/** What can befall any request, and one that a server does not know: nobody but us knows ours, in one profile. */
function causeOf(literal: Literal, unknown: boolean): string | undefined {
  const causes = ['database down', 'database failure', 'crash', ...(unknown ? ['unknown command'] : [])];
  return causes.find((cause) => catalogue.connection[cause] === literal);
}

function shownElements(payload: Element, entries: readonly string[], keyOf: (path: string) => Key): Showings {
  const listed = entries.map(barePath);
  const seen = [...new Set(pathsOf(payload, ''))];
  return {
    keys: seen.filter((path) => listed.includes(path)).map(keyOf),
    unlisted: seen
      .filter((path) => !listed.some((entry) => entry === path || entry.startsWith(`${path}/`)))
      .map(keyOf),
  };
}

/** The paths of all elements and attributes below. */
export function pathsOf(parent: Element, prefix: string): readonly string[] {
  return elements(parent).flatMap((element) => {
    const path = `${prefix}${element.name}`;
    const attributes = [...element.attributes.keys()].map((name) => `${path}/@${name}`);
    return [path, ...attributes, ...pathsOf(element, `${path}/`)];
  });
}

function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
