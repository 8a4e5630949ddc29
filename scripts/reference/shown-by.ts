import { readFileSync } from 'node:fs';
import {
  type Authorisation,
  type EventName,
  failures,
  isRequestName,
  type RequestName,
  requests,
} from '@openeccp/eccp';
import {
  barePath,
  catalogue,
  eventKey,
  failureKey,
  type Key,
  literalPattern,
  replyKey,
} from '../../conformance/catalogue.js';
import { claimsOf, type Evidence } from '../../conformance/evidence.js';
import { table } from './table.js';

const evidence: Evidence = JSON.parse(
  readFileSync(new URL('../../conformance/evidence.json', import.meta.url), 'utf8'),
);
const tests = new Map(claimsOf(evidence).map(({ key, file, test }) => [key, { file, test }]));

interface Refusal {
  readonly text: string;
  readonly when: string;
}

/** Rows 6 to 10 of ECCP §4.2, which definitions do not repeat. */
const LOGIN: Refusal = {
  text: `outer ${failures.unauthorized.code} ${failures.unauthorized.message}`,
  when: 'no login',
};
const AGENT: readonly Refusal[] = [
  { text: textOf('outer', failures.badRequest), when: '`agent_number` is absent' },
  { text: textOf('inner', failures.malformedAgentNumber), when: '`agent_number` is badly formed' },
  { text: textOf('inner', failures.agentNotFound), when: 'no such active agent' },
  { text: textOf('inner', failures.unauthorizedAgent), when: '`agent_hash` is absent or wrong' },
];
const COMMON: Readonly<Record<Authorisation, readonly Refusal[]>> = {
  none: [],
  session: [LOGIN],
  agent: [LOGIN, ...AGENT],
  'agent-own-check': [LOGIN],
};

/** Every failure of a request, in checking order, with the test in which a live server sends it. */
export function failureTable(name: string): string | undefined {
  const refusals = isRequestName(name)
    ? refusalsOf(name)
    : [{ text: textOf('outer', failures.notImplemented), when: 'always, also without a login' }];
  const literals = [...new Set(catalogue.requests[name]?.failures ?? [])];
  if (literals.length === 0) return undefined;
  return table(
    ['Level', 'Code', 'Message', 'When', 'Shown by'],
    literals.map((literal) => {
      const [, level = '', status, code = '', message = ''] =
        /^(\w+)(?:\+(\S+))? (\d+) (.*)$/.exec(literal) ?? [];
      const pattern = literalPattern(status === undefined ? literal : `${level} ${code} ${message}`);
      const when = refusals.flatMap((one) => (pattern.test(one.text) ? one.when : []));
      return [
        status === undefined ? level : `${level}, \`status\` ${status}`,
        code,
        `\`${message}\``,
        when.join('; '),
        shownBy(failureKey(name, literal)),
      ];
    }),
  );
}

function refusalsOf(name: RequestName): readonly Refusal[] {
  const { authorisation, failures: own } = requests[name];
  return [
    ...COMMON[authorisation],
    ...own.map(({ level, failure, when }) => ({ text: textOf(level, failure), when })),
  ];
}

/** Every element of the answer to a request, with the test in which a live server sends it. */
export function replyTable(name: RequestName): string | undefined {
  return elementTable('Answer', catalogue.requests[name]?.reply ?? [], (path) => replyKey(name, path));
}

/** Every field of an event, with the test in which a live server sends it. */
export function fieldTable(name: EventName): string | undefined {
  return elementTable('Event', catalogue.events[name]?.fields ?? [], (path) => eventKey(name, path));
}

/** Failures that belong to no request. */
export function connectionTable(): string {
  return table(
    ['Cause', 'Failure', 'Shown by'],
    Object.entries(catalogue.connection).map(([cause, literal]) => [
      cause,
      `\`${literal}\``,
      shownBy(failureKey(cause, literal)),
    ]),
  );
}

/** Neighbours that the same test shows share a row. */
function elementTable(
  what: string,
  entries: readonly string[],
  keyOf: (path: string) => Key,
): string | undefined {
  const rows: { names: string[]; test: string }[] = [];
  for (const entry of entries) {
    const test = shownBy(keyOf(barePath(entry)));
    const last = rows.at(-1);
    const name = `\`${entry.replace(/\?$/, '')}\`${entry.endsWith('?') ? '?' : ''}`;
    if (last?.test === test) last.names.push(name);
    else rows.push({ names: [name], test });
  }
  if (rows.length === 0) return undefined;
  return table(
    [what, 'Shown by'],
    rows.map(({ names, test }) => [names.join(', '), test]),
  );
}

function shownBy(key: Key): string {
  const reason = Object.hasOwn(catalogue.never, key) ? catalogue.never[key] : undefined;
  if (reason !== undefined) return `never sent: ${reason}`;
  const found = tests.get(key);
  if (found === undefined) return '—';
  const { file, test } = found;
  const title = test.slice(test.lastIndexOf(' › ') + 1).replace(/^› /, '');
  return `[${file.slice(file.lastIndexOf('/') + 1)}](../../${file}) ${title.replaceAll('<', '\\<')}`;
}

function textOf(
  level: string,
  { code, message }: { readonly code: number; readonly message: string },
): string {
  return `${level} ${code} ${message}`;
}
