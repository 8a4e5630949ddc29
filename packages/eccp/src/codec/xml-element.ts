/** Attribute values by name. Objects made by the reader have no prototype. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** An XML element as ECCP uses it: a name, attributes, and children in document order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: readonly (XmlElement | string)[];
}

/** The attributes of an element without any; one shared object, because nearly every element is such. */
export const NO_ATTRIBUTES: XmlAttributes = Object.freeze(Object.create(null));

const NO_CHILDREN: readonly never[] = Object.freeze([]);

/**
 * Builds an element.
 *
 * @example element('failure', [element('code', '404'), element('message', 'Specified agent not found')])
 */
export function element(
  name: string,
  content: string | readonly (XmlElement | string)[] = NO_CHILDREN,
  attributes: XmlAttributes = NO_ATTRIBUTES,
): XmlElement {
  if (typeof content !== 'string') return { name, attributes, children: content };
  return { name, attributes, children: content === '' ? NO_CHILDREN : [content] };
}

/** The element's own text: its text children joined, verbatim (ECCP §3.1: no trimming). */
export function textOf(node: XmlElement): string {
  const { children } = node;
  if (children.length === 1 && typeof children[0] === 'string') return children[0];
  let text = '';
  for (const child of children) if (typeof child === 'string') text += child;
  return text;
}

/** The first child element of that name: where an argument is repeated the first one counts (ECCP §3.1). */
export function childOf(node: XmlElement, name: string): XmlElement | undefined {
  for (const child of node.children) if (typeof child !== 'string' && child.name === name) return child;
  return undefined;
}

/** All child elements, or those of one name, in document order. */
export function childrenOf(node: XmlElement, name?: string): readonly XmlElement[] {
  const found: XmlElement[] = [];
  for (const child of node.children) {
    if (typeof child !== 'string' && (name === undefined || child.name === name)) found.push(child);
  }
  return found;
}

/** The text of the first child of that name; undefined if there is none, '' if it is empty. */
export function childText(node: XmlElement, name: string): string | undefined {
  const child = childOf(node, name);
  return child === undefined ? undefined : textOf(child);
}
