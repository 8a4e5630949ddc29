import type { TelephonyFact } from '@openeccp/core';
import type { AgentContexts } from './agent-interfaces.js';
import type { AsteriskModel } from './asterisk-model.js';
import type { IntentClient } from './intent-client.js';
import type { OriginateGate } from './originate-gate.js';

/** What carrying out an intent needs. */
export interface Performer {
  readonly client: IntentClient;
  readonly model: AsteriskModel;
  /** Before calls to customers. */
  readonly gate: OriginateGate;
  readonly contexts: AgentContexts;
  /** The parking lot for holds; undefined leaves it to Asterisk. */
  readonly lot: string | undefined;
  /** How long a phone may ring, milliseconds. */
  readonly ringMs: number;
  /** A uniqueid that no channel has had. */
  readonly newUniqueid: () => string;
  /** Takes the result of an intent back to the floor. */
  readonly report: (fact: TelephonyFact) => void;
  /** For results that nobody waits for but an operator would like to know. */
  readonly warn: (text: string) => void;
}
