import { type AmiClient, type AmiField, AmiMessage } from '@openeccp/ami';
import type { TelephonyFact } from '@openeccp/core';
import { systemClock } from '../../../runtime/clock.js';
import { DEFAULT_CONTEXTS } from '../agent-interfaces.js';
import { OriginateGate } from '../originate-gate.js';
import { DEFAULT_THROTTLE } from '../originate-throttle.js';
import type { Performer } from '../performer.js';
import { type ModelBench, modelBench } from './model-bench.js';

export interface PerformerBench extends ModelBench {
  readonly performer: Performer;
  /** What Asterisk was asked for: an action's name and its fields' names, or an Originate's request. */
  readonly asked: readonly unknown[];
  readonly told: TelephonyFact[];
}

/** Carries out intents before an Asterisk that agrees to everything. */
export function performerBench(): PerformerBench {
  const bench = modelBench();
  const asked: unknown[] = [];
  const told: TelephonyFact[] = [];
  const agreed = { kind: 'success', message: '', response: new AmiMessage([['Value', '1']]) } as const;
  const client = {
    newActionId: () => 'a1',
    action: async (name: string, fields: readonly AmiField[]) => {
      asked.push([name, ...fields.map(([field]) => field)]);
      return agreed;
    },
    originate: async (request: object) => {
      asked.push(request);
      return agreed;
    },
  } as unknown as AmiClient;
  const idle = (): void => {};
  const performer = {
    client,
    model: bench.model,
    gate: new OriginateGate({ limits: DEFAULT_THROTTLE, clock: systemClock, onBehind: idle }),
    contexts: DEFAULT_CONTEXTS,
    lot: undefined,
    ringMs: 30_000,
    report: (fact: TelephonyFact): void => void told.push(fact),
    warn: idle,
    newUniqueid: (): string => 'new',
  };
  return { ...bench, performer, asked, told };
}
