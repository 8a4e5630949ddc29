import { childText, element, type XmlElement } from '../codec/xml-element.js';
import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from './agent-credentials.js';
import type { ArgumentDescription } from './request-definition.js';

const DIGITS = /^\d+$/;

/** Where `transfercall` and `atxfercall` send a call (ECCP §8.3). */
export interface TransferArguments extends AgentCredentials {
  /** Digits only; anything else is a bad request. */
  readonly extension: string;
}

export const transferArguments: readonly ArgumentDescription[] = [
  ...credentialArguments,
  { name: 'extension', type: 'digits', meaning: 'who is called, as one would dial it' },
];

export function decodeTransfer(command: XmlElement): TransferArguments | undefined {
  const credentials = decodeCredentials(command);
  const extension = childText(command, 'extension');
  if (credentials === undefined || extension === undefined || !DIGITS.test(extension)) return undefined;
  return { ...credentials, extension };
}

export function encodeTransfer(args: TransferArguments): readonly XmlElement[] {
  return [...encodeCredentials(args), element('extension', args.extension)];
}
