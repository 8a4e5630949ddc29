import type { AmiField } from '@openeccp/ami';
import { Pbx, type PbxOptions } from '../engine/pbx.js';
import { VirtualClock } from '../engine/virtual-clock.js';
import { labWorld } from '../world/lab-world.js';

/** A PBX on virtual time whose events are kept. */
export interface Lab {
  readonly pbx: Pbx;
  readonly clock: VirtualClock;
  readonly events: (readonly AmiField[])[];
  /** The events since the last call, one line each: the name and the asked fields that are there. */
  take(...fields: readonly string[]): readonly string[];
}

/** Events that only repeat what another one says. */
const NOISE = new Set([
  'VarSet',
  'NewConnectedLine',
  'NewCallerid',
  'DeviceStateChange',
  'ExtensionStatus',
  'MusicOnHoldStart',
  'MusicOnHoldStop',
  'MixMonitorStart',
]);

/** A lab PBX with a fixed seed. */
export function lab(options: Partial<PbxOptions> = {}): Lab {
  const clock = new VirtualClock();
  const events: (readonly AmiField[])[] = [];
  let taken = 0;
  const pbx = new Pbx({
    clock,
    seed: 1,
    version: '16',
    parking: true,
    world: labWorld,
    onEvent: (_, fields) => events.push(fields),
    ...options,
  });
  return {
    pbx,
    clock,
    events,
    take(...fields) {
      const lines = events
        .slice(taken)
        .filter((event) => !NOISE.has(field(event, 'Event')))
        .map((event) => line(event, fields));
      taken = events.length;
      return lines;
    },
  };
}

/** A field of an event; empty if it has none. */
export function field(event: readonly AmiField[], name: string): string {
  return event.find(([candidate]) => candidate === name)?.[1] ?? '';
}

function line(event: readonly AmiField[], names: readonly string[]): string {
  const shown = names.flatMap((name) => event.filter(([candidate]) => candidate === name).map(([, v]) => v));
  return [field(event, 'Event'), ...shown].join(' ').replaceAll('-000000', '-');
}
