import { type FloorView, type Input, violations } from '@openeccp/core';
import type { Pbx } from '@openeccp/simulator';
import { type Drift, DriftWatch } from '../drift.js';
import { InjectedDrifts } from '../injected-drift.js';
import type { Fault } from '../plan.js';
import type { Story } from '../story.js';
import type { VirtualTime } from '../virtual-time.js';
import { modelDifferences } from './model-and-asterisk.js';
import { underWay } from './under-way.js';

/** Between two looks. Milliseconds. */
export const LOOK_MS = 250;
/** While nothing is wrong on the way to Asterisk the model may differ from it for so long. Milliseconds. */
const CALM_MS = 12_000;
/** The same where messages get lost. */
const LOST_HEALED_MS = 15_000;
/** The same where nothing goes wrong at all. */
const FAULTLESS_MS = 2_000;
/** Beyond its own deadline nothing is under way for longer. Milliseconds. */
const GRACE_MS = 2_000;
/** A server that begins gives so long to what the one before has left under way. Milliseconds. */
const RESTORED_MS = 15_000;
/** When everything must agree, a step that needs an answer is no difference yet. Milliseconds. */
const ANSWER_MS = 2_000;

/** Follows the server's model: its invariants, how long it differs from Asterisk, how long what it waits for takes. */
export class ModelWatch {
  readonly #time: VirtualTime;
  readonly #story: Story;
  readonly #limitMs: number;
  readonly #drift = new DriftWatch();
  readonly #injected = new InjectedDrifts();
  #underWay = new DriftWatch();
  /** When the server of now began. Epoch milliseconds. */
  #beganAt: number;
  /** Since when nothing stands between the server and Asterisk. Epoch milliseconds. */
  #calmSince: number;

  constructor(time: VirtualTime, story: Story, faults: ReadonlySet<Fault>) {
    this.#time = time;
    this.#story = story;
    this.#limitMs = driftLimitMs(faults);
    this.#beganAt = time.now();
    this.#calmSince = time.now();
  }

  /** All differences that lasted. */
  get drifts(): readonly Drift[] {
    return this.#drift.healed;
  }

  /** Those that lost messages have made. */
  get injected(): Pick<InjectedDrifts, 'healed' | 'reconnected'> {
    return this.#injected;
  }

  /** A message of Asterisk got lost. */
  lost(event: string): void {
    this.#injected.lost(event, this.#time.now());
  }

  /** Nothing must be heard of Asterisk for so long. Milliseconds. */
  disturb(ms: number): void {
    this.#calmSince = Math.max(this.#calmSince, this.#time.now() + ms);
  }

  /** A step is to come: the floor is sound, or the one before has broken it. */
  step(floor: FloorView, input: Input): void {
    if (input.kind === 'restored') {
      // What the server before has left begins anew.
      this.#underWay = new DriftWatch();
      this.#beganAt = this.#time.now();
    }
    const repaired = repairedBy(floor, input);
    if (repaired.length > 0) this.#injected.found(repaired, this.#time.now());
    this.checkFloor(floor);
  }

  checkFloor(floor: FloorView): void {
    for (const { rule, subject } of violations(floor)) this.#story.breaks(`invariant ${rule}: ${subject}`);
  }

  /** Every {@link LOOK_MS}. */
  look(floor: FloorView, pbx: Pbx): void {
    const now = this.#time.now();
    this.#lookAtDifferences(floor, pbx, now);
    this.#lookAtWhatIsUnderWay(floor, now);
  }

  /** Where the model is not as Asterisk when it must be. */
  *differences(floor: FloorView, pbx: Pbx): Iterable<string> {
    const now = this.#time.now();
    for (const { what } of modelDifferences(floor, pbx)) {
      const lastsMs = now - (this.#drift.open.get(what) ?? now);
      if (lastsMs > ANSWER_MS) yield `${what} (for ${lastsMs} ms)`;
    }
  }

  #lookAtDifferences(floor: FloorView, pbx: Pbx, now: number): void {
    const differences = [...modelDifferences(floor, pbx)];
    this.#injected.look(differences, now, this.#calmSince);
    this.#drift.look(
      differences.map(({ what }) => what),
      now,
    );
    for (const [what, since] of this.#drift.open) {
      const lastsMs = now - Math.max(since, this.#calmSince);
      if (lastsMs > this.#limitMs) this.#story.breaks(`for ${lastsMs} ms: ${what}`);
    }
  }

  #lookAtWhatIsUnderWay(floor: FloorView, now: number): void {
    const limits = new Map([...underWay(floor)].map(({ what, limitMs }) => [what, limitMs]));
    this.#underWay.look(limits.keys(), now);
    for (const [what, since] of this.#underWay.open) {
      const isLeft = since < this.#beganAt + LOOK_MS * 4;
      const limitMs = Math.max(limits.get(what) ?? 0, isLeft ? RESTORED_MS : 0) + GRACE_MS;
      if (now - since > limitMs) this.#story.breaks(`${what} has been under way for ${now - since} ms`);
    }
  }
}

function driftLimitMs(faults: ReadonlySet<Fault>): number {
  // Where nothing goes wrong nothing is to be healed.
  if (faults.size === 0) return FAULTLESS_MS;
  return faults.has('lost') ? LOST_HEALED_MS : CALM_MS;
}

/** The calls and agents of which the comparison with Asterisk tells with this input. */
function repairedBy(floor: FloorView, input: Input): readonly string[] {
  if (input.kind !== 'pause-adrift' && !('missed' in input)) return [];
  const call = 'call' in input ? floor.calls.get(input.call) : undefined;
  const joined = input.kind === 'caller-joined' ? input.customer.uniqueid : undefined;
  const agent = 'agent' in input ? input.agent : undefined;
  return [call?.customer.uniqueid, joined, agent].filter((one) => one !== undefined);
}
