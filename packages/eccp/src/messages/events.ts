import { writeDocument } from '../codec/document-writer.js';
import { childrenOf, element, type XmlElement } from '../codec/xml-element.js';
import type { EventDefinition } from './event-definition.js';
import { agentfailedlogin } from './events/agentfailedlogin.js';
import { agentlinked } from './events/agentlinked.js';
import { agentloggedin } from './events/agentloggedin.js';
import { agentloggedout } from './events/agentloggedout.js';
import { agentstatechange } from './events/agentstatechange.js';
import { agentunlinked } from './events/agentunlinked.js';
import { callprogress } from './events/callprogress.js';
import { consultationend } from './events/consultationend.js';
import { consultationstart } from './events/consultationstart.js';
import { pauseend } from './events/pauseend.js';
import { pausestart } from './events/pausestart.js';
import { queuemembership } from './events/queuemembership.js';
import { recordingmute } from './events/recordingmute.js';
import { recordingunmute } from './events/recordingunmute.js';
import { schedulecallfailed } from './events/schedulecallfailed.js';
import { schedulecallstart } from './events/schedulecallstart.js';
import { agentstate } from './extensions/agentstate.js';
import { holdwarning } from './extensions/holdwarning.js';
import { unholdfailed } from './extensions/unholdfailed.js';

/** The events that this version speaks, by name. */
export interface EventTable {
  readonly agentloggedin: typeof agentloggedin;
  readonly agentfailedlogin: typeof agentfailedlogin;
  readonly agentloggedout: typeof agentloggedout;
  readonly agentlinked: typeof agentlinked;
  readonly agentunlinked: typeof agentunlinked;
  readonly pausestart: typeof pausestart;
  readonly pauseend: typeof pauseend;
  readonly callprogress: typeof callprogress;
  readonly queuemembership: typeof queuemembership;
  readonly recordingmute: typeof recordingmute;
  readonly recordingunmute: typeof recordingunmute;
  readonly schedulecallstart: typeof schedulecallstart;
  readonly schedulecallfailed: typeof schedulecallfailed;
  readonly agentstatechange: typeof agentstatechange;
  readonly consultationstart: typeof consultationstart;
  readonly consultationend: typeof consultationend;
  readonly agentstate: typeof agentstate;
  readonly holdwarning: typeof holdwarning;
  readonly unholdfailed: typeof unholdfailed;
}

export const events: EventTable = {
  agentloggedin,
  agentfailedlogin,
  agentloggedout,
  agentlinked,
  agentunlinked,
  pausestart,
  pauseend,
  callprogress,
  queuemembership,
  recordingmute,
  recordingunmute,
  schedulecallstart,
  schedulecallfailed,
  agentstatechange,
  consultationstart,
  consultationend,
  agentstate,
  holdwarning,
  unholdfailed,
};

export type EventName = keyof EventTable;
export type EventOf<Name extends EventName> = ReturnType<EventTable[Name]['decode']>;
/** Any event of this version; `kind` is its name. */
export type EccpEvent = EventOf<EventName>;

/** An event that this version does not know, as a client may meet it. */
export interface OtherEvent {
  readonly kind: 'other';
  readonly name: string;
  readonly payload: XmlElement;
}

export const eventNames: readonly EventName[] = Object.keys(events) as EventName[];

/** Events that ECCP does not have: ours, only for connections that have asked for them (ADR 0024). */
export const ownEvents: ReadonlySet<EventName> = new Set(['agentstate', 'holdwarning', 'unholdfailed']);

export function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name);
}

/** The agent whom the event names, for the filter of ECCP §6.1; undefined for `callprogress`. */
export function agentOf(event: EccpEvent): string | undefined {
  switch (event.kind) {
    case 'agentloggedin':
    case 'agentloggedout':
    case 'agentfailedlogin':
      return event.agent;
    case 'agentlinked':
    case 'agentunlinked':
    case 'pausestart':
    case 'pauseend':
    case 'queuemembership':
    case 'recordingmute':
    case 'recordingunmute':
    case 'schedulecallstart':
    case 'schedulecallfailed':
    case 'agentstatechange':
    case 'consultationstart':
    case 'consultationend':
    case 'agentstate':
    case 'holdwarning':
    case 'unholdfailed':
      return event.agentNumber;
    case 'callprogress':
      return undefined;
  }
}

/**
 * The event's document, written once however many connections it goes to.
 *
 * @param number for connections that have asked with `resumeevents`
 */
export function encodeEvent(event: EccpEvent, number?: number): string {
  const attributes = number === undefined ? undefined : { number: String(number) };
  return writeDocument(element('event', [eventElement(event)], attributes));
}

/** The number of an `event` document; undefined if it has none. */
export function eventNumber(root: XmlElement): number | undefined {
  const { number = '' } = root.attributes;
  return /^\d{1,15}$/.test(number) ? Number(number) : undefined;
}

/** The event's own element, named like the event. */
export function eventElement(event: EccpEvent): XmlElement {
  return element(event.kind, encodeFields(event.kind, event));
}

/** Reads an `event` document. Undefined if it does not hold exactly one element. */
export function decodeEvent(root: XmlElement): EccpEvent | OtherEvent | undefined {
  const [payload, ...others] = childrenOf(root);
  if (payload === undefined || others.length > 0) return undefined;
  const { name } = payload;
  return isEventName(name) ? events[name].decode(payload) : { kind: 'other', name, payload };
}

type Definitions = { readonly [Name in EventName]: EventDefinition<Name, EventOf<Name>> };

const definitions: Definitions = events;

function encodeFields<Name extends EventName>(name: Name, event: EventOf<Name>): readonly XmlElement[] {
  return definitions[name].encode(event);
}
