import { DocumentReader } from '../codec/document-reader.js';
import { childOf, element, type XmlElement } from '../codec/xml-element.js';
import { type ArgumentsOf, definitionOf, type RequestName } from '../messages/requests.js';

/** The root of one complete document. */
export function parse(document: string): XmlElement {
  const [item] = new DocumentReader({ roots: ['request', 'response', 'event'] }).push(Buffer.from(document));
  if (item?.kind !== 'document') throw new Error(item?.reason ?? 'incomplete');
  return item.root;
}

/** What a server makes of the children of a command; undefined is a bad request. */
export function decodeArguments<Name extends RequestName>(
  name: Name,
  content: string,
): ArgumentsOf<Name> | undefined {
  const command = childOf(parse(`<request id="1"><${name}>${content}</${name}></request>`), name);
  return definitionOf(name).decodeArguments(command ?? element(''));
}
