import type { ErrorCode, YAMLError } from 'yaml';
import type { Problem } from './problem.js';

const FIRST_CHARACTER = 'it has a value whose first character means something else';

/** The commonest ones. */
const MISTAKES: Partial<Readonly<Record<ErrorCode, string>>> = {
  BAD_ALIAS: FIRST_CHARACTER,
  BAD_DQ_ESCAPE: 'it has a backslash in double quotes that stands for nothing',
  BAD_INDENT: 'it is indented wrongly, or a bracket is not closed',
  BAD_SCALAR_START: FIRST_CHARACTER,
  BLOCK_AS_IMPLICIT_KEY: 'it has a colon too many',
  DUPLICATE_KEY: 'it has a name that is there already',
  MISSING_CHAR: 'a quote, a colon, a comma or a space is missing',
  TAB_AS_INDENT: 'it is indented with a tab',
  TAG_RESOLVE_FAILED: FIRST_CHARACTER,
};

/** Says what is wrong in words of our own: those of the parser quote the file, secrets included. */
export function yamlProblem({ code, linePos }: YAMLError): Problem {
  return {
    path: `line ${linePos?.[0].line ?? '?'}`,
    what: `is not YAML: ${MISTAKES[code] ?? 'it has a character that does not belong there'}`,
    instead:
      'Correct its spelling or indentation; put a value that has other characters than letters and digits in quotes.',
  };
}
