import type { XmlElement } from './xml-element.js';

const DECLARATION = '<?xml version="1.0"?>\n';

/** Anything but the ASCII characters that stand for themselves in text and attribute values alike. */
const NOT_PLAIN = /[^ !#-%'-;=?-~]/;

/**
 * Serialises a document in the exact byte shape of ECCP §2.3: declaration, LF, the root on a single line, LF.
 * The result is pure ASCII: other characters become hexadecimal references, those that XML forbids are dropped.
 */
export function writeDocument(root: XmlElement): string {
  return `${DECLARATION}${writeElement(root)}\n`;
}

/** Serialises an element on its own, without declaration and line end. */
export function writeElement(node: XmlElement): string {
  const { name, attributes, children } = node;
  let tag = name;
  for (const key in attributes) tag += ` ${key}="${escapeAttribute(attributes[key] ?? '')}"`;
  let content = '';
  for (const child of children)
    content += typeof child === 'string' ? escapeText(child) : writeElement(child);
  return content === '' ? `<${tag}/>` : `<${tag}>${content}</${name}>`;
}

function escapeText(text: string): string {
  return NOT_PLAIN.test(text) ? escapeEach(text, textReference) : text;
}

function escapeAttribute(text: string): string {
  return NOT_PLAIN.test(text) ? escapeEach(text, attributeReference) : text;
}

function escapeEach(text: string, reference: (code: number) => string | undefined): string {
  let written = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    written += reference(code) ?? (isForbidden(code) ? '' : code > 0x7f ? hexReference(code) : character);
  }
  return written;
}

function textReference(code: number): string | undefined {
  switch (code) {
    case 0x26:
      return '&amp;';
    case 0x3c:
      return '&lt;';
    case 0x3e:
      return '&gt;';
    case 0x0d:
      return hexReference(code);
    default:
      return undefined;
  }
}

function attributeReference(code: number): string | undefined {
  switch (code) {
    case 0x22:
      return '&quot;';
    case 0x09:
    case 0x0a:
    case 0x0d:
      // Written literally these would reach the reader as blanks.
      return `&#${code};`;
    default:
      return textReference(code);
  }
}

function hexReference(code: number): string {
  return `&#x${code.toString(16).toUpperCase()};`;
}

/** Characters that XML 1.0 has no way to write, lone surrogates included. */
function isForbidden(code: number): boolean {
  if (code < 0x20) return code !== 0x09 && code !== 0x0a && code !== 0x0d;
  return (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff;
}
