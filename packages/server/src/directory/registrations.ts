import { isIP } from 'node:net';
import type { AmiClient, AmiList, AmiResponse } from '@openeccp/ami';

const TECHNOLOGIES = ['PJSIP', 'SIP', 'IAX2'] as const;

export type Technology = (typeof TECHNOLOGIES)[number];

/** `no-answer` when Asterisk could not be asked, or may not tell. */
export type Registration = 'registered' | 'not-registered' | 'no-answer';

/** Which phones are there to be called. */
export interface Registrations {
  of(technology: Technology, number: string): Promise<Registration>;
}

/** The technology that a word means, in upper or lower case (ECCP §8.6 getextensionstatus). */
export function technologyOf(word: string): Technology | undefined {
  const upper = word.toUpperCase();
  return TECHNOLOGIES.find((technology) => technology === upper);
}

/**
 * Asterisk's own word on its phones, asked anew each time and in structured actions: an endpoint with a contact, or a
 * peer that answers or has an address. One that Asterisk knows to be unreachable is not registered.
 */
export class AsteriskRegistrations implements Registrations {
  readonly #client: () => AmiClient;

  constructor(client: () => AmiClient) {
    this.#client = client;
  }

  of(technology: Technology, number: string): Promise<Registration> {
    switch (technology) {
      case 'PJSIP':
        return this.#endpoint(number);
      case 'SIP':
        return this.#sipPeer(number);
      case 'IAX2':
        return this.#iaxPeer(number);
    }
  }

  async #endpoint(number: string): Promise<Registration> {
    const details = await this.#client().list('PJSIPShowEndpoint', [['Endpoint', number]], {
      completeEvent: 'EndpointDetailComplete',
    });
    if (details.kind !== 'list') return whyNot(details);
    const contacts = details.items.filter(({ name }) => name === 'ContactStatusDetail');
    return registeredIf(contacts.some((contact) => !GONE.has(contact.get('Status'))));
  }

  async #sipPeer(number: string): Promise<Registration> {
    const answer = await this.#client().action('SIPshowpeer', [['Peer', number]]);
    if (answer.kind !== 'success') return whyNot(answer);
    return registeredIf(isThere(answer.response.get('Status'), answer.response.get('Address-IP')));
  }

  /** There is no action for one peer of IAX2. */
  async #iaxPeer(number: string): Promise<Registration> {
    const peers = await this.#client().list('IAXpeerlist', [], { completeEvent: 'PeerlistComplete' });
    if (peers.kind !== 'list') return whyNot(peers);
    const peer = peers.items.find((item) => item.get('ObjectName') === number);
    return registeredIf(peer !== undefined && isThere(peer.get('Status'), peer.get('IPaddress')));
  }
}

/** States of a contact that has left, or does not answer. */
const GONE: ReadonlySet<string | undefined> = new Set(['Unreachable', 'Removed']);

/** `OK (3 ms)` and `LAGGED` answer; of an `Unmonitored` peer only the address is known, `(null)` if it has none. */
function isThere(status = '', address = ''): boolean {
  return /^(OK|LAGGED)/.test(status) || (status === 'Unmonitored' && isIP(address) !== 0);
}

function registeredIf(condition: boolean): Registration {
  return condition ? 'registered' : 'not-registered';
}

/** A peer that is unknown, and a module that is not loaded, are errors; so is a question that may not be asked. */
function whyNot(answer: AmiResponse | AmiList): Registration {
  return answer.kind === 'error' && !/permission/i.test(answer.message) ? 'not-registered' : 'no-answer';
}
