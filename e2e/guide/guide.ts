import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A block of code in a guide: what to type with what one sees then, or an excerpt of a file. */
export interface GuideBlock {
  readonly text: string;
  /** The block of language `text` that follows right after it. */
  readonly shows: readonly string[];
}

/** The blocks that a guide marks by a comment, e.g. `<!-- step: init -->`. */
export interface Guide {
  step(name: string): GuideBlock;
  output(name: string): readonly string[];
  /** Excerpts of files, by their name. */
  readonly files: ReadonlyMap<string, readonly string[]>;
}

const guides = join(import.meta.dirname, '../../docs');
const marked =
  /<!-- (step|file|output): (\S+) -->\n```\w+\n([\s\S]*?)\n```\n(?:\n```text\n([\s\S]*?)\n```\n)?/g;

/** Reads a guide, e.g. `guides/asterisk.md`. */
export function readGuide(name: string): Guide {
  const blocks = new Map<string, GuideBlock>();
  const files = new Map<string, readonly string[]>();
  for (const [, kind, title = '', text = '', shows = ''] of guideText(name).matchAll(marked)) {
    if (kind === 'file') files.set(title, text.split('\n'));
    else blocks.set(`${kind} ${title}`, { text, shows: shows === '' ? [] : shows.split('\n') });
  }
  const find = (title: string): GuideBlock => {
    const block = blocks.get(title);
    if (block === undefined)
      throw new Error(`${name} has no ${title}, only ${[...blocks.keys()].join(', ')}.`);
    return block;
  };
  return {
    step: (title) => find(`step ${title}`),
    output: (title) => find(`output ${title}`).text.split('\n'),
    files,
  };
}

/** All blocks of code of a guide, in order, with their language: what a translation must leave alone. */
export function codeBlocks(name: string): readonly string[] {
  return guideText(name).match(/^```[\s\S]*?^```$/gm) ?? [];
}

function guideText(name: string): string {
  return readFileSync(join(guides, name), 'utf8');
}
