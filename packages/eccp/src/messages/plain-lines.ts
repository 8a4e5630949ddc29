import { textOf, type XmlElement } from '../codec/xml-element.js';
import { type EccpEvent, eventElement, type OtherEvent } from './events.js';
import type { RequestOutcome } from './request-outcome.js';
import type { ReplyOf, RequestName } from './requests.js';
import { encodeOutcome } from './responses.js';

/**
 * The outcome of a request for human eyes, in the words of the wire.
 *
 * @returns lines like `status = logged-out`, `failure.code = 404`, `pause@id = 4`
 */
export function outcomeLines<Name extends RequestName>(
  name: Name,
  outcome: RequestOutcome<ReplyOf<Name>>,
): readonly string[] {
  return linesOf(encodeOutcome(name, outcome), '');
}

/** An event for human eyes: lines like `agentloggedin.queues.queue = 9000`. */
export function eventLines(event: EccpEvent | OtherEvent): readonly string[] {
  return linesOf([event.kind === 'other' ? event.payload : eventElement(event)], '');
}

function linesOf(elements: readonly XmlElement[], prefix: string): string[] {
  return elements.flatMap((node) => {
    const path = `${prefix}${node.name}`;
    const attributes = Object.entries(node.attributes).map(([name, value]) => `${path}@${name} = ${value}`);
    const children = node.children.filter((child) => typeof child !== 'string');
    const content =
      children.length === 0 ? [`${path} = ${textOf(node)}`.trimEnd()] : linesOf(children, `${path}.`);
    return [...attributes, ...content];
  });
}
