import type { Channel } from '../engine/channel.js';
import type { DialplanContext, Extension, ExtensionEnd } from '../engine/dialplan.js';
import type { Pbx } from '../engine/pbx.js';
import { ended, type Script } from '../engine/script.js';

type Steps = (pbx: Pbx, channel: Channel, exten: string) => Script<ExtensionEnd | undefined>;

/** A context with what it includes and its own extensions. */
export function context(
  name: string,
  includes: readonly string[],
  ...extensions: readonly Extension[]
): DialplanContext {
  return { name, includes, extensions };
}

/** An extension: as `dialplan show` lists it, and what a channel does there. */
export function extension(pattern: string, lines: readonly string[], steps: Steps): Extension {
  return { pattern, lines, run: (pbx, channel) => steps(pbx, channel, channel.point.exten) };
}

/** An extension that only leads to another one. */
export function goto(pattern: string, to: string, exten: string): Extension {
  return extension(pattern, [`Goto(${to},${exten},1)`], () => ended({ kind: 'goto', context: to, exten }));
}
