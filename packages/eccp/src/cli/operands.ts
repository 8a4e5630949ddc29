import { isAgentNumber } from '../messages/agent-credentials.js';
import { parseExtension } from '../messages/requests/getextensionstatus.js';

/** What a command is about; it stands right behind the command's name. */
export interface Operand {
  /** As help shows it. */
  readonly name: string;
  readonly example: string;
  accepts(text: string): boolean;
}

const isNumber = (text: string): boolean => /^\d+$/.test(text);

export const AGENT: Operand = { name: 'AGENT', example: 'Agent/412', accepts: isAgentNumber };
export const CAMPAIGN: Operand = { name: 'CAMPAIGN', example: '3', accepts: isNumber };
export const QUEUE: Operand = { name: 'QUEUE', example: '9000', accepts: isNumber };
export const EXTENSION: Operand = {
  name: 'EXTENSION',
  example: 'PJSIP/412',
  accepts: (text) => parseExtension(text) !== undefined,
};
