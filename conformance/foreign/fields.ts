import { type Element, elements } from './xml.js';

/** What a client takes the text of an element for. */
export const ANY = /^/;
export const FILLED = /./s;
export const INT = /^-?\d+$/;
export const COUNT = /^\d+$/;
export const FLAG = /^[01]$/;
export const AGENT = /^\w+\/\w+$/;
export const DATE = /^\d{4}-\d\d-\d\d$/;
export const TIME = /^\d\d:\d\d:\d\d$/;
export const DATE_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
/** A time of today, or a full one. */
export const SHORT_TIME = /^(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d$/;
export const CALL_TYPE = /^(?:incoming|outgoing)$/;

export interface Field {
  readonly pattern: RegExp;
  readonly optional: boolean;
}

export type Fields = Readonly<Record<string, Field>>;

export function need(pattern: RegExp): Field {
  return { pattern, optional: false };
}

export function may(pattern: RegExp): Field {
  return { pattern, optional: true };
}

/** What is wrong with the children of an element: missing, twice, or not of the form that clients read. */
export function checkFields(parent: Element, fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([name, { pattern, optional }]) => {
    const found = elements(parent, name);
    if (found.length === 0) return optional ? [] : [`${parent.name} without ${name}`];
    if (found.length > 1) return [`${parent.name} with ${name} ${found.length} times`];
    return found.flatMap((element) => checkText(element, pattern));
  });
}

function checkText(element: Element, pattern: RegExp): readonly string[] {
  if (elements(element).length > 0) return [`${element.name} is a group`];
  const text = element.nodes.join('');
  return pattern.test(text) ? [] : [`${element.name} is ${JSON.stringify(text)}`];
}

/** The same for attributes. */
export function checkAttributes(element: Element, fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([name, { pattern, optional }]) => {
    const value = element.attributes.get(name);
    if (value === undefined) return optional ? [] : [`${element.name} without attribute ${name}`];
    return pattern.test(value) ? [] : [`attribute ${name} of ${element.name} is ${JSON.stringify(value)}`];
  });
}

/** Complaints about each child of a list; the list itself must be there. */
export function checkList(
  parent: Element,
  list: string,
  item: string,
  check: (element: Element) => readonly string[],
): readonly string[] {
  const found = elements(parent, list);
  if (found.length !== 1) return [`${parent.name} with ${found.length} ${list}`];
  const strangers = elements(found[0]).filter(({ name }) => name !== item);
  return [...strangers.map(({ name }) => `${name} in ${list}`), ...elements(found[0], item).flatMap(check)];
}

export function complain(when: boolean, what: string): readonly string[] {
  return when ? [what] : [];
}
