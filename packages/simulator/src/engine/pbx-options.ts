import type { AmiField } from '@openeccp/ami';
import type { Clock } from './clock.js';
import type { World } from './world.js';

/** Classes of events, the first word of their `Privilege`. */
export type EventClass = 'system' | 'call' | 'agent' | 'user' | 'dialplan' | 'reporting';

/** The major version whose banner and habits are shown. */
export type AsteriskVersion = '16' | '22';

export type Parking = 'on' | 'default' | 'off';

export interface PbxOptions {
  readonly clock: Clock;
  readonly seed: number;
  readonly version: AsteriskVersion;
  /** Which parking lots are configured: all of the world, the default one, none. */
  readonly parking: Parking;
  readonly world: World;
  /** Start of this run, ms since the epoch, if it is to differ from now: no two runs begin in one second. */
  readonly startedAt?: number;
  /** Receives every event, complete with `Event`, `Privilege` and `SystemName`. */
  readonly onEvent: (eventClass: EventClass, fields: readonly AmiField[]) => void;
}
