import type { z } from 'zod';
import { nearestWord } from './nearest-word.js';
import type { Problem } from './problem.js';
import { SECTION_KEYS } from './schema.js';
import { isMapping, type Settings, settingAt } from './settings.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Their values are never shown, not even wrong ones. */
const SECRETS: ReadonlySet<string> = new Set(['asterisk.secret', 'database.url', 'pbx.database']);

/** Says of every issue of the schema where it is, what is wrong and what to write instead. */
export function toProblems(issues: readonly Issue[], settings: Settings): readonly Problem[] {
  return issues.flatMap((issue) => problemsOf(issue, [], settings));
}

function problemsOf(issue: Issue, parent: Path, settings: Settings): readonly Problem[] {
  const path = [...parent, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, settings));
    case 'invalid_union': {
      // A mapping was meant to be the alternative that is one: the last.
      const [branch] = isMapping(settingAt(settings.values, path)) ? issue.errors.slice(-1) : [];
      return branch === undefined
        ? [wrongValue(path, issue.message, settings)]
        : branch.flatMap((inner) => problemsOf(inner, path, settings));
    }
    case 'invalid_key':
      return [
        {
          path: name(path, settings),
          what: 'has a name that does not fit',
          instead: issue.issues[0]?.message ?? issue.message,
        },
      ];
    default:
      return [wrongValue(path, issue.message, settings)];
  }
}

function wrongValue(path: Path, instead: string, settings: Settings): Problem {
  const value = settingAt(settings.values, path);
  return { path: name(path, settings), what: whatIsWrong(path.join('.'), value), instead };
}

function whatIsWrong(path: string, value: unknown): string {
  if (value === undefined) return 'is missing';
  if (value === '') return 'is empty';
  if (SECRETS.has(path)) return typeof value === 'string' ? 'does not fit' : 'is no text: put it in quotes';
  // What stands in the place of a section may well be the secret that belongs below it.
  if ([...SECRETS].some((secret) => secret.startsWith(`${path}.`))) return 'does not fit';
  if (isMapping(value)) return 'has settings below it';
  return `is ${JSON.stringify(value)}`;
}

function unknownKey(key: string, section: Path, settings: Settings): Problem {
  const known = keysOf(section);
  const near = nearestWord(key, known);
  const elsewhere = [...SECTION_KEYS].find(([, keys]) => keys.includes(key))?.[0];
  const place = section.length === 0 ? 'The file' : section.join('.');
  const instead =
    near !== undefined
      ? `Did you mean ${near}?`
      : elsewhere
        ? `Write it below ${elsewhere}.`
        : `${place} has ${known.join(', ')}.`;
  return { path: name([...section, key], settings), what: 'is no setting', instead };
}

/** Sections below names that somebody chose have their keys under `*`. */
function keysOf(section: Path): readonly string[] {
  const any = [...section.slice(0, -1), '*'];
  return SECTION_KEYS.get(section.join('.')) ?? SECTION_KEYS.get(any.join('.')) ?? [];
}

/** `asterisk.port (--ami)`: the path in the file, and what set it if that was not the file. */
function name(path: Path, { origins }: Settings): string {
  const dotted = path.length === 0 ? 'the file' : path.join('.');
  const origin = origins.get(dotted);
  return origin === undefined ? dotted : `${dotted} (${origin})`;
}
