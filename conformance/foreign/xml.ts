/** An element as a foreign client sees it: attributes, and child nodes in order, texts included. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly nodes: readonly (Element | string)[];
}

/** The document is not what this reader takes. */
export class Malformed extends Error {}

const DECLARATION = '<?xml version="1.0"?>\n';
const OPENING = /<([A-Za-z_][\w.-]*)((?: [A-Za-z_][\w.-]*="[^"<]*")*)(\/?)>/y;
const CLOSING = /<\/([A-Za-z_][\w.-]*)>/y;
const TEXT = /[^<]+/y;
const ATTRIBUTE = / ([\w.-]+)="([^"]*)"/g;
/** The declaration names no encoding, so anything beyond ASCII has to be a reference. */
const NOT_PLAIN = /[^\t\n -~]/;
const REFERENCE = /&(?:#(\d+)|#x([\dA-Fa-f]+)|(amp|lt|gt|quot|apos));|&/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads one document from the start of the text: declaration, line end, root. Undefined if it is not all there yet.
 * Comments, CDATA, processing instructions and DOCTYPE are refused: no server has a reason to send them.
 *
 * @throws Malformed
 */
export function readDocument(text: string): { readonly root: Element; readonly end: number } | undefined {
  if (text.length <= DECLARATION.length && DECLARATION.startsWith(text)) return undefined;
  if (!text.startsWith(DECLARATION)) throw new Malformed(`no declaration: ${text.slice(0, 60)}`);
  const open: { name: string; attributes: ReadonlyMap<string, string>; nodes: (Element | string)[] }[] = [];
  let at = DECLARATION.length;
  for (;;) {
    const token = nextToken(text, at);
    if (token === undefined) return undefined;
    at = token.end;
    const parent = open.at(-1);
    if (token.kind === 'text') {
      if (parent === undefined) throw new Malformed(`text outside the root: ${token.text}`);
      parent.nodes.push(decode(token.text));
      continue;
    }
    if (token.kind === 'opening') {
      open.push({ name: token.name, attributes: token.attributes, nodes: [] });
      if (!token.empty) continue;
    } else if (parent?.name !== token.name) {
      throw new Malformed(`</${token.name}> where </${parent?.name}> is due`);
    }
    const closed = open.pop();
    if (closed === undefined) throw new Malformed('an end without a start');
    if (open.length === 0) return { root: closed, end: at };
    open.at(-1)?.nodes.push(closed);
  }
}

type Token = { readonly end: number } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'closing'; readonly name: string }
  | {
      readonly kind: 'opening';
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
      readonly empty: boolean;
    }
);

function nextToken(text: string, at: number): Token | undefined {
  const words = match(TEXT, text, at);
  if (words !== null) {
    const end = at + words[0].length;
    return end < text.length ? { kind: 'text', text: words[0], end } : undefined;
  }
  const closing = match(CLOSING, text, at);
  if (closing !== null) return { kind: 'closing', name: closing[1] ?? '', end: at + closing[0].length };
  const opening = match(OPENING, text, at);
  if (opening === null) {
    if (text.indexOf('>', at) < 0) return undefined;
    throw new Malformed(`no tag: ${text.slice(at, at + 60)}`);
  }
  const [whole, name = '', attributes = '', slash] = opening;
  return {
    kind: 'opening',
    name,
    attributes: readAttributes(attributes),
    empty: slash === '/',
    end: at + whole.length,
  };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(ATTRIBUTE)) {
    if (attributes.has(name)) throw new Malformed(`attribute ${name} twice`);
    attributes.set(name, decode(value));
  }
  return attributes;
}

function decode(text: string): string {
  if (NOT_PLAIN.test(text))
    throw new Malformed(`a character that is no plain ASCII: ${JSON.stringify(text)}`);
  return text.replace(REFERENCE, (whole, decimal?: string, hexadecimal?: string, entity?: string) => {
    if (decimal !== undefined) return String.fromCodePoint(Number.parseInt(decimal, 10));
    if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    if (entity !== undefined) return ENTITIES[entity] ?? '';
    throw new Malformed(`${whole} begins no reference in ${JSON.stringify(text)}`);
  });
}

/** The child elements, all or those of one name. */
export function elements(parent: Element | undefined, name?: string): readonly Element[] {
  return (parent?.nodes ?? []).filter(
    (node): node is Element => typeof node !== 'string' && (name === undefined || node.name === name),
  );
}

/** The first child element of that name. */
export function child(parent: Element | undefined, name: string): Element | undefined {
  return elements(parent, name)[0];
}

/** The text of the first child element of that name; undefined if there is none. */
export function textOf(parent: Element | undefined, name: string): string | undefined {
  return child(parent, name)
    ?.nodes.filter((node) => typeof node === 'string')
    .join('');
}
