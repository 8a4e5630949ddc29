import { DocumentReader } from '../codec/document-reader.js';
import { writeDocument } from '../codec/document-writer.js';
import { element, type XmlElement } from '../codec/xml-element.js';
import { decodeEvent, type EccpEvent, eventNumber, type OtherEvent } from '../messages/events.js';
import type { RequestOutcome } from '../messages/request-outcome.js';
import { type ArgumentsOf, definitionOf, type ReplyOf, type RequestName } from '../messages/requests.js';
import { decodeResponse } from '../messages/responses.js';

/** Documents of a server may be long: an unfiltered status of a large center. */
const DEFAULT_MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/** What a client learns from the bytes it receives, in order. */
export type ClientItem =
  | { readonly kind: 'response'; readonly id: string; readonly outcome: RequestOutcome<ReplyOf<RequestName>> }
  /** Events have a number once `resumeevents` has been accepted. */
  | { readonly kind: 'event'; readonly event: EccpEvent | OtherEvent; readonly number: number | undefined }
  /** The stream is of no more use; close the connection. */
  | { readonly kind: 'fatal'; readonly reason: string };

/** A request ready to be written. `id` reappears in its response. */
export interface OutgoingRequest {
  readonly id: string;
  readonly document: string;
}

export interface ClientSessionOptions {
  readonly maxDocumentBytes?: number;
}

/** The client's half of one ECCP connection, without I/O. Ids are 1, 2, 3…; responses come in request order. */
export class ClientSession {
  readonly #reader: DocumentReader;
  readonly #pending: { readonly id: string; readonly name: RequestName }[] = [];
  #lastId = 0;
  #dead = false;
  #cookie: string | undefined;

  constructor(options: ClientSessionOptions = {}) {
    const maxBytes = options.maxDocumentBytes ?? DEFAULT_MAX_RESPONSE_BYTES;
    this.#reader = new DocumentReader({ roots: ['response', 'event'], maxBytes });
  }

  /** `app_cookie` of the latest successful login; agent hashes need it. */
  get cookie(): string | undefined {
    return this.#cookie;
  }

  /** Number of requests that wait for their response. */
  get outstanding(): number {
    return this.#pending.length;
  }

  /** Encodes a request and expects its response. */
  request<Name extends RequestName>(name: Name, args: ArgumentsOf<Name>): OutgoingRequest {
    this.#lastId += 1;
    const id = String(this.#lastId);
    this.#pending.push({ id, name });
    const command = element(name, definitionOf(name).encodeArguments(args));
    return { id, document: writeDocument(element('request', [command], { id })) };
  }

  /** Takes the next bytes of the connection, in any segmentation. */
  receive(chunk: Uint8Array): readonly ClientItem[] {
    const items: ClientItem[] = [];
    if (this.#dead) return items;
    for (const read of this.#reader.push(chunk)) {
      const item = read.kind === 'fatal' ? read : this.#understand(read.root);
      items.push(item);
      if (item.kind === 'fatal') {
        this.#dead = true;
        break;
      }
    }
    return items;
  }

  #understand(root: XmlElement): ClientItem {
    if (root.name === 'response') return this.#match(root);
    const event = decodeEvent(root);
    return event === undefined
      ? fatal('an event document without exactly one event')
      : { kind: 'event', event, number: eventNumber(root) };
  }

  #match(root: XmlElement): ClientItem {
    const request = this.#pending.shift();
    if (request === undefined) return fatal('a response to no request');
    // A response to a request that the server could not read carries no id (ECCP §4.2 rows 1 to 3).
    const id = root.attributes['id'];
    if (id !== undefined && id !== request.id) return fatal(`response ${id} where ${request.id} was due`);
    const outcome = decodeResponse(request.name, root);
    if (outcome === undefined) return fatal(`a response that does not answer ${request.name}`);
    if (request.name === 'login' && outcome.kind === 'ok' && 'cookie' in outcome.reply) {
      this.#cookie = outcome.reply.cookie;
    }
    return { kind: 'response', id: request.id, outcome };
  }
}

function fatal(reason: string): ClientItem {
  return { kind: 'fatal', reason };
}
