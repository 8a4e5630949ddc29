import { agentKind, parseAgentName } from '@openeccp/core';
import { isRequestName } from '@openeccp/eccp';
import { parseDatabaseUrl } from '@openeccp/storage';
import { z } from 'zod';
import { parseNetwork } from '../access/allow-list.js';
import { type ClientRights, isAgentPattern, isControl } from '../access/client-rights.js';
import { DEFAULT_CONTEXTS } from '../telephony/asterisk/agent-interfaces.js';
import { DEFAULT_THROTTLE } from '../telephony/asterisk/originate-throttle.js';
import type { ServerConfig } from './server-config.js';

/*
 * The shape of openeccp.yaml. The message of every field is the second half of a problem, what to write instead;
 * the first half, what is wrong, is made from the value (`check-settings.ts`).
 */

const MIB = 1024 * 1024;

const text = (instead: string) => z.string(instead).min(1, instead);

const whole = (min: number, max: number, example: number) => {
  const instead = `Write a whole number from ${min} to ${max}, e.g. ${example}.`;
  return z.int(instead).min(min, instead).max(max, instead);
};

const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, `Write ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`);

const section = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, {
    // Of unknown keys the message is made where the known ones are at hand.
    error: (issue) => (issue.code === 'invalid_type' ? 'Write its settings below it, indented.' : undefined),
  });

const yesOrNo = z.boolean('Write true or false.');
const host = text('Write an address or a host name, e.g. 127.0.0.1.');
const port = whole(0, 65_535, 20_005);

const NETWORKS = 'Write a list of addresses and networks, e.g. [127.0.0.1, 192.0.2.0/24].';
const allow = z
  .array(
    z.string(NETWORKS).refine((network) => parseNetwork(network) !== undefined, NETWORKS),
    NETWORKS,
  )
  .min(1, `${NETWORKS} Without the setting everybody may connect.`);

const seconds = (example: number) => whole(0, 7 * 86_400, example);

const tls = section({
  host: host.default('127.0.0.1'),
  port: port.default(20_006),
  clientCa: text(
    'Write the path of a PEM file with the authorities that sign the certificates of clients.',
  ).optional(),
  allow: allow.optional(),
  certFile: text('Write the path of a PEM file with the certificate and its chain.'),
  keyFile: text('Write the path of a PEM file with the private key.'),
});

const eccp = section({
  host: host.default('127.0.0.1'),
  port: port.default(20_005),
  tls: tls.optional(),
  allow: allow.optional(),
  maxConnections: whole(1, 100_000, 2_000).default(2_000),
  maxDocumentBytes: whole(1_024, 64 * MIB, MIB).default(MIB),
  maxOutboxBytes: whole(64 * 1024, 1024 * MIB, 8 * MIB).default(8 * MIB),
  eventsKept: whole(0, 1_000_000, 10_000).default(10_000),
  idleTimeoutSeconds: seconds(0).default(0),
  loginTimeoutSeconds: seconds(60).default(60),
  documentTimeoutSeconds: seconds(60).default(60),
  passwordHash: oneOf(['legacy', 'upgrade']).default('legacy'),
  acceptMd5AsPassword: yesOrNo.default(true),
  acceptAgentsWithoutPassword: yesOrNo.default(true),
  failedLogins: whole(0, 1_000_000, 10).default(10),
  allowDefaultPassword: yesOrNo.default(false),
});

const contextName = z
  .string('Write the name of a context of the dial plan.')
  .regex(/^[\w.-]+$/, 'Write the name of a context of the dial plan: letters, digits, - _ and dots.');

const contexts = section({
  login: contextName.default(DEFAULT_CONTEXTS.login),
  request: contextName.default(DEFAULT_CONTEXTS.request),
  parking: contextName.default(DEFAULT_CONTEXTS.parking),
  numbers: contextName.default(DEFAULT_CONTEXTS.numbers),
  hold: contextName.default(DEFAULT_CONTEXTS.hold),
  consult: contextName.default(DEFAULT_CONTEXTS.consult),
  transfer: contextName.default(DEFAULT_CONTEXTS.transfer),
  agent: contextName.default(DEFAULT_CONTEXTS.agent),
  parked: contextName.default(DEFAULT_CONTEXTS.parked),
  comeback: contextName.default(DEFAULT_CONTEXTS.comeback),
});

const originate = section({
  atOnce: whole(1, 1_000, 20).default(DEFAULT_THROTTLE.mostAtOnce),
  slowMilliseconds: whole(1, 10_000, 1_000).default(DEFAULT_THROTTLE.slowMs),
  waiting: whole(0, 10_000, 500).default(DEFAULT_THROTTLE.mostWaiting),
  waitSeconds: whole(1, 120, 20).default(DEFAULT_THROTTLE.waitMs / 1000),
});

const LOT = 'Write the name of a section of res_parking.conf, e.g. openeccp.';

const asterisk = section({
  host: host.default('127.0.0.1'),
  port: whole(1, 65_535, 5_038).default(5_038),
  user: text('Write the name of a section of manager.conf.').default('openeccp'),
  secret: text(
    'Write the secret of that manager user, or set OPENECCP_ASTERISK_SECRET; openeccp init makes one.',
  ),
  contexts: contexts.prefault({}),
  parking: oneOf(['auto', 'on', 'off']).default('auto'),
  parkingLot: z
    .string(LOT)
    .regex(/^[\w.-]{1,79}$/, LOT)
    .optional(),
  ringSeconds: whole(1, 600, 30).default(30),
  originate: originate.prefault({}),
});

const DATABASE_FORMS = 'Write sqlite:FILE or mysql://USER:PASSWORD@HOST:PORT/call_center.';

const databaseUrl = z.string(DATABASE_FORMS).superRefine((url, context) => {
  try {
    parseDatabaseUrl(url);
  } catch (error) {
    // The message never shows the URL: it may hold a password.
    const message = error instanceof Error ? error.message : DATABASE_FORMS;
    context.addIssue({ code: 'custom', message: message.replace(/^Bad database URL: /, 'It has ') });
  }
});

const database = section({
  url: databaseUrl,
  refreshSeconds: whole(1, 86_400, 60).default(60),
});

const DIAL = 'Write what Asterisk dials, e.g. PJSIP/412.';

const extensions = z.record(
  z.string().regex(/^\d{1,20}$/, 'Write the number of the extension, quoted: "412": PJSIP/412.'),
  z.string(DIAL).regex(/^[A-Za-z][A-Za-z0-9]*\/[\w.@-]+$/, DIAL),
);

const CALLBACK_AGENT = 'Write the name of a callback agent, e.g. PJSIP/101: { "8000": 0 }.';

const callbackQueues = z.record(
  z.string().refine((name) => {
    const agent = parseAgentName(name);
    return agent !== undefined && agentKind(agent) === 'callback';
  }, CALLBACK_AGENT),
  z.record(
    z.string().regex(/^[\w.-]+$/, 'Write the name of a queue.'),
    whole(0, 1_000_000, 0),
    'Write its queues with their penalties, e.g. { "8000": 0 }.',
  ),
  CALLBACK_AGENT,
);

const REQUESTS = 'Write names of requests, e.g. [getagentstatus, getpauses]; eccp --help lists them.';
const AGENTS = 'Write agents, e.g. [Agent/412, "PJSIP/*"], or ["*"] for all.';

const clientRights = section({
  access: oneOf(['read', 'control']).default('read'),
  agents: z.array(z.string(AGENTS).refine(isAgentPattern, AGENTS), AGENTS).default([]),
  requests: z.array(z.string(REQUESTS).refine(isRequestName, REQUESTS), REQUESTS).optional(),
}).superRefine(({ access, requests = [] }, context) => {
  for (const [index, name] of requests.entries()) {
    if (access === 'control' || !isRequestName(name) || !isControl(name)) continue;
    const message = 'It acts: write access: control beside it.';
    context.addIssue({ code: 'custom', path: ['requests', index], message });
  }
});

const http = section({ host: host.default('127.0.0.1'), port: whole(0, 65_535, 20_080).default(20_080) });
const pbx = section({
  database: databaseUrl.optional(),
  amportalFile: text('Write the path of the file that says where the database of the PBX is.').default(
    '/etc/amportal.conf',
  ),
});
const journal = section({
  file: text('Write the path of the file, e.g. /var/lib/openeccp/journal.db.').optional(),
});
const protocol = section({
  profile: oneOf(['elastix', 'issabel']).default('elastix'),
  extended: yesOrNo.default(false),
});
const agents = section({
  logOffAtStop: yesOrNo.default(false),
  lostPhoneSeconds: whole(0, 86_400, 60).default(60),
});
const calls = section({
  shortSeconds: whole(0, 3_600, 10).default(10),
  holdLimitSeconds: whole(0, 86_400, 300).default(0),
  holdWarningSeconds: whole(0, 3_600, 15).default(15),
});
const log = section({
  level: oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  auditFile: text('Write the path of a file.').optional(),
  auditMiB: whole(1, 100_000, 64).default(64),
});

const sections = {
  eccp,
  'eccp.tls': tls,
  asterisk,
  'asterisk.contexts': contexts,
  'asterisk.originate': originate,
  'clients.*': clientRights,
  database,
  journal,
  pbx,
  protocol,
  agents,
  calls,
  http,
  log,
};

/** The whole file. A section that is missing is as one that is empty: its own fields say what they lack. */
const file = section({
  eccp: eccp.prefault({}),
  asterisk: z.preprocess((value) => value ?? {}, asterisk),
  database: z.preprocess((value) => value ?? {}, database),
  journal: z.union([z.literal('off'), journal], 'Write off, or file below it.').prefault({}),
  protocol: protocol.prefault({}),
  agents: agents.prefault({}),
  calls: calls.prefault({}),
  extensions: z
    .union(
      [z.literal('asterisk'), z.literal('pbx'), extensions],
      'Write asterisk, pbx, or a mapping such as "412": PJSIP/412.',
    )
    .default('asterisk'),
  callbackQueues: callbackQueues.default({}),
  clients: z
    .record(z.string(), clientRights, 'Write names of clients with what they may do below them.')
    .default({}),
  pbx: pbx.prefault({}),
  http: z.union([z.literal('off'), http], 'Write off, or host and port below it.').prefault({}),
  log: log.prefault({}),
});

/** What the schema says of settings; its issues are made into problems by `check-settings.ts`. */
export type SchemaAnswer<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'invalid'; readonly issues: readonly z.core.$ZodIssue[] };

/** The settings of a whole server, complete. */
export interface CheckedSettings {
  readonly server: ServerConfig;
}

export function checkAll(values: unknown): SchemaAnswer<CheckedSettings> {
  const result = file.safeParse(values);
  return result.success
    ? { kind: 'valid', value: { server: toServerConfig(result.data) } }
    : { kind: 'invalid', issues: result.error.issues };
}

/** The database alone, for commands that need nothing else. */
export function checkDatabase(values: unknown): SchemaAnswer<{ readonly url: string }> {
  const result = z.object({ database: file.shape.database }).safeParse(values);
  return result.success
    ? { kind: 'valid', value: { url: result.data.database.url } }
    : { kind: 'invalid', issues: result.error.issues };
}

/** Names of sections with their keys; the root is the empty name. */
export const SECTION_KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['', Object.keys(file.shape)],
  ...Object.entries(sections).map(([name, { shape }]) => [name, Object.keys(shape)] as const),
]);

function toServerConfig(settings: z.output<typeof file>): ServerConfig {
  const { eccp, asterisk, database, extensions, callbackQueues, http } = settings;
  return deepFreeze({
    eccp: {
      host: eccp.host,
      port: eccp.port,
      tls: eccp.tls,
      allow: eccp.allow,
      maxConnections: eccp.maxConnections,
      maxDocumentBytes: eccp.maxDocumentBytes,
      maxOutboxBytes: eccp.maxOutboxBytes,
      eventsKept: eccp.eventsKept,
      idleTimeoutS: eccp.idleTimeoutSeconds,
      loginTimeoutS: eccp.loginTimeoutSeconds,
      documentTimeoutS: eccp.documentTimeoutSeconds,
      passwordHash: eccp.passwordHash,
      acceptMd5AsPassword: eccp.acceptMd5AsPassword,
      acceptAgentsWithoutPassword: eccp.acceptAgentsWithoutPassword,
      failedLogins: eccp.failedLogins,
      allowDefaultPassword: eccp.allowDefaultPassword,
    },
    asterisk: {
      host: asterisk.host,
      port: asterisk.port,
      user: asterisk.user,
      secret: asterisk.secret,
      contexts: asterisk.contexts,
      parking: asterisk.parking,
      parkingLot: asterisk.parkingLot,
      ringS: asterisk.ringSeconds,
      originate: {
        atOnce: asterisk.originate.atOnce,
        slowMs: asterisk.originate.slowMilliseconds,
        waiting: asterisk.originate.waiting,
        waitS: asterisk.originate.waitSeconds,
      },
    },
    database: { url: database.url, refreshS: database.refreshSeconds },
    journal: settings.journal === 'off' ? 'off' : { file: settings.journal.file },
    protocol: settings.protocol,
    agents: {
      logOffAtStop: settings.agents.logOffAtStop,
      lostPhoneS: settings.agents.lostPhoneSeconds,
    },
    calls: {
      shortS: settings.calls.shortSeconds,
      holdLimitS: settings.calls.holdLimitSeconds,
      holdWarningS: settings.calls.holdWarningSeconds,
    },
    extensions: typeof extensions === 'string' ? extensions : new Map(Object.entries(extensions)),
    pbx: { database: settings.pbx.database, amportalFile: settings.pbx.amportalFile },
    callbackQueues: new Map(
      Object.entries(callbackQueues).map(([agent, queues]) => [agent, new Map(Object.entries(queues))]),
    ),
    clients: new Map(Object.entries(settings.clients).map(([name, rights]) => [name, toRights(rights)])),
    http: http === 'off' ? undefined : http,
    log: {
      level: settings.log.level,
      auditFile: settings.log.auditFile,
      auditBytes: settings.log.auditMiB * MIB,
    },
  });
}

function toRights({ access, agents, requests }: z.output<typeof clientRights>): ClientRights {
  return { access, agents, requests: requests && new Set(requests.filter(isRequestName)) };
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null && !Object.isFrozen(part)) deepFreeze(part);
  }
  return Object.freeze(value);
}
