import type { Channel } from './channel.js';
import type { HangupCause } from './hangup-cause.js';
import type { Pbx } from './pbx.js';
import type { Script } from './script.js';

/** What an extension leads to: another one, a hangup with a cause, or the plain end. */
export type ExtensionEnd =
  | { readonly kind: 'goto'; readonly context: string; readonly exten: string }
  | { readonly kind: 'hangup'; readonly cause: HangupCause };

/** One extension of a context. */
export interface Extension {
  /** `8001`, or a pattern like `_8XXX`. */
  readonly pattern: string;
  /** The applications, as `dialplan show` lists them. */
  readonly lines: readonly string[];
  /** What a channel does here; without an end it is hung up. */
  readonly run: (pbx: Pbx, channel: Channel) => Script<ExtensionEnd | undefined>;
}

export interface DialplanContext {
  readonly name: string;
  readonly includes: readonly string[];
  readonly extensions: readonly Extension[];
}

interface Compiled {
  readonly context: DialplanContext;
  readonly matchers: readonly { readonly extension: Extension; readonly regexp: RegExp }[];
}

/** What numbers mean. */
export class Dialplan {
  readonly #contexts: ReadonlyMap<string, Compiled>;

  constructor(contexts: readonly DialplanContext[]) {
    this.#contexts = new Map(
      contexts.map((context) => {
        const matchers = context.extensions.map((extension) => ({
          extension,
          regexp: patternToRegExp(extension.pattern),
        }));
        return [context.name, { context, matchers }];
      }),
    );
  }

  get contexts(): readonly DialplanContext[] {
    return [...this.#contexts.values()].map(({ context }) => context);
  }

  context(name: string): DialplanContext | undefined {
    return this.#contexts.get(name)?.context;
  }

  /** The extension a number means in a context: an exact one before a pattern, its own before an included one. */
  find(context: string, exten: string, depth = 0): Extension | undefined {
    const compiled = this.#contexts.get(context);
    if (compiled === undefined || depth > 10) return undefined;
    const exact = compiled.matchers.find(({ extension }) => extension.pattern === exten);
    const match = exact ?? compiled.matchers.find(({ regexp }) => regexp.test(exten));
    if (match !== undefined) return match.extension;
    for (const include of compiled.context.includes) {
      const found = this.find(include, exten, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Runs a channel from its extension to the end; an unknown extension ends it at once. */
  *run(pbx: Pbx, channel: Channel): Script<HangupCause | undefined> {
    for (;;) {
      const extension = this.find(channel.point.context, channel.point.exten);
      if (extension === undefined) return undefined;
      const end = yield* extension.run(pbx, channel);
      if (end === undefined) return undefined;
      if (end.kind === 'hangup') return end.cause;
      channel.point = { context: end.context, exten: end.exten, priority: 1 };
    }
  }
}

/** `_[14]XX` → `^[14][0-9]{2}$`; a text without underscore matches only itself. */
function patternToRegExp(pattern: string): RegExp {
  if (!pattern.startsWith('_')) return new RegExp(`^${escapeText(pattern)}$`);
  let source = '';
  for (const part of pattern.slice(1).match(/\[[^\]]*\]|./g) ?? [])
    source += PATTERN_PARTS[part] ?? literal(part);
  return new RegExp(`^${source}$`);
}

const PATTERN_PARTS: Readonly<Record<string, string>> = {
  X: '[0-9]',
  x: '[0-9]',
  Z: '[1-9]',
  z: '[1-9]',
  N: '[2-9]',
  n: '[2-9]',
  '.': '.+',
  '!': '.*',
};

function literal(part: string): string {
  return part.startsWith('[') ? part : escapeText(part);
}

function escapeText(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
