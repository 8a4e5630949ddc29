import { phpInt } from '../codec/php-int.js';
import { childOf, childrenOf, childText, element, textOf, type XmlElement } from '../codec/xml-element.js';

/** A word from a known set; peers of another make may use further ones, which are passed through. */
export type OpenWord<Word extends string> = Word | (string & Record<never, never>);

/** What may become the text of an element; undefined leaves the element out (ECCP §0.2). */
export type FieldValue = string | number | boolean | undefined;

/** Appends `<name>value</name>` unless the value is undefined. Booleans are written as flags, 0 or 1. */
export function addField(to: XmlElement[], name: string, value: FieldValue): void {
  if (value === undefined) return;
  to.push(element(name, typeof value === 'string' ? value : String(Number(value))));
}

/** `<name><item/>…</name>`, an empty element for an empty list. */
export function listElement(name: string, item: string, values: readonly string[]): XmlElement {
  return element(
    name,
    values.map((value) => element(item, value)),
  );
}

/** The texts of the `item` children of child `name`; undefined if that child is absent. */
export function listOf(parent: XmlElement, name: string, item: string): readonly string[] | undefined {
  return childOf(parent, name) === undefined ? undefined : itemsOf(parent, name, item).map(textOf);
}

/** The `item` children of child `list`; none if that child is absent. */
export function itemsOf(parent: XmlElement, list: string, item: string): readonly XmlElement[] {
  const found = childOf(parent, list);
  return found === undefined ? [] : childrenOf(found, item);
}

export function intOf(parent: XmlElement, name: string): number | undefined {
  const text = childText(parent, name);
  return text === undefined ? undefined : phpInt(text);
}

export function flagOf(parent: XmlElement, name: string): boolean | undefined {
  const value = intOf(parent, name);
  return value === undefined ? undefined : value !== 0;
}
