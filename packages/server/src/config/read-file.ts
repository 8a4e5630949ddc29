import { readFile } from 'node:fs/promises';
import { type Document, parseDocument } from 'yaml';
import { ConfigError } from './problem.js';
import { isMapping, type Mapping } from './settings.js';
import { yamlProblem } from './yaml-mistakes.js';

/** Reads a YAML file as it is written. Throws a {@link ConfigError} when it can't be read or is no mapping. */
export async function readConfigFile(file: string): Promise<Mapping> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(file, [unreadable(file, error)]);
  });
  // Warnings are mistakes here: of `secret: !x y` the parser would take y. None may go to the terminal by itself.
  const document = parseDocument(text, { prettyErrors: true, logLevel: 'error' });
  const mistakes = [...document.errors, ...document.warnings];
  if (mistakes.length > 0) throw new ConfigError(file, mistakes.map(yamlProblem));
  const values: unknown = withoutEmpty(valuesOf(document, file));
  if (values === undefined) return {};
  if (isMapping(values)) return values;
  throw new ConfigError(file, [
    {
      path: 'the file',
      what: 'is no mapping',
      instead: 'Write settings such as eccp: with port: 20005 below.',
    },
  ]);
}

function valuesOf(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch {
    // What was thrown quotes the value.
    throw new ConfigError(file, [
      {
        path: 'the file',
        what: 'has a value that begins with *, which for YAML names another value',
        instead: 'Put it in quotes.',
      },
    ]);
  }
}

function unreadable(file: string, error: NodeJS.ErrnoException): ConfigError['problems'][number] {
  switch (error.code) {
    case 'ENOENT':
      return { path: 'the file', what: 'does not exist', instead: 'openeccp init writes one.' };
    case 'EACCES':
      return {
        path: 'the file',
        what: 'may not be read by this user',
        instead: `Make it readable: chown it to the user that runs openeccp.`,
      };
    default:
      return { path: 'the file', what: `can't be read: ${error.code}`, instead: `Is ${file} a file?` };
  }
}

/** A key without a value, as when all below it is commented out, is as good as none. */
function withoutEmpty(value: unknown): unknown {
  if (value === null) return undefined;
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, part]) => [key, withoutEmpty(part)] as const)
      .filter(([, part]) => part !== undefined),
  );
}
