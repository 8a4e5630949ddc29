import type { Channel } from '../engine/channel.js';
import type { Pbx } from '../engine/pbx.js';
import { duration, VERSIONS } from './core-actions.js';
import { deviceText, uriOf } from './endpoint-actions.js';

/** What a CLI command prints, and whether Asterisk counts it as a success. */
export interface CliResult {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

type CliCommand = (pbx: Pbx, args: readonly string[]) => readonly string[] | CliResult;

/** The commands the simulator knows, longest first where one begins like another. */
const COMMANDS: readonly (readonly [words: string, run: CliCommand])[] = [
  ['core show version', (pbx) => [`Asterisk ${VERSIONS[pbx.version].asterisk} (simulated by OpenECCP)`]],
  ['core show channels', showChannels],
  ['core show channel', (pbx, [name = '']) => showChannel(pbx, name)],
  ['core show uptime', (pbx) => [`System uptime: ${duration(pbx.kernel.now() - pbx.startedAt)}`]],
  ['core reload', () => []],
  ['module reload', () => []],
  ['module show like', (_, [name = '']) => showModules(name)],
  ['database show', (pbx, [family, tree]) => showDatabase(pbx, family, tree)],
  ['database get', databaseGet],
  ['database put', databasePut],
  ['database deltree', databaseDelTree],
  ['database del', databaseDel],
  ['dialplan show', (pbx, [name = '']) => showDialplan(pbx, name)],
  ['pjsip show endpoint', (pbx, [name = '']) => showEndpoint(pbx, name)],
];

/** Runs a CLI command line. */
export function runCli(pbx: Pbx, line: string): CliResult {
  const words = line.trim().split(/\s+/);
  for (const [name, run] of COMMANDS) {
    const expected = name.split(' ');
    if (expected.every((word, index) => words[index] === word))
      return toResult(run(pbx, words.slice(expected.length)));
  }
  const text = `No such command '${line}' (type 'core show help ${line}' for other possible commands)`;
  return { ok: false, lines: [text] };
}

function toResult(output: readonly string[] | CliResult): CliResult {
  return 'lines' in output ? output : { ok: true, lines: output };
}

function showChannels(pbx: Pbx): readonly string[] {
  const channels = pbx.channels.all;
  const calls = new Set(channels.map((channel) => channel.linkedid)).size;
  return [
    'Channel              Location             State   Application(Data)             ',
    ...channels.map((channel) =>
      [
        channel.name.padEnd(20),
        locationOf(channel).padEnd(20),
        (channel.up ? 'Up' : 'Ring').padEnd(7),
        `${channel.application}(${channel.applicationData})`,
      ].join(' '),
    ),
    `${channels.length} active channel${channels.length === 1 ? '' : 's'}`,
    `${calls} active call${calls === 1 ? '' : 's'}`,
  ];
}

function showChannel(pbx: Pbx, name: string): readonly string[] {
  const channel = pbx.channels.find(name);
  if (channel === undefined) return [`${name} is not a known channel`];
  return [
    ' -- General --',
    `           Name: ${channel.name}`,
    `       UniqueID: ${channel.uniqueid}`,
    `       LinkedID: ${channel.linkedid}`,
    `      Caller ID: ${channel.caller.number || '(N/A)'}`,
    ` Caller ID Name: ${channel.caller.name || '(N/A)'}`,
    `          State: ${channel.up ? 'Up (6)' : `Ring (${channel.state})`}`,
    `   Elapsed Time: ${duration(pbx.kernel.now() - channel.createdAt)}`,
    `      Bridge ID: ${channel.bridge?.id ?? '(Not bridged)'}`,
    ' --   PBX   --',
    `        Context: ${channel.point.context}`,
    `      Extension: ${channel.point.exten}`,
    `       Priority: ${channel.point.priority}`,
    `    Application: ${channel.application || '(N/A)'}`,
    `           Data: ${channel.applicationData || '(Empty)'}`,
    '      Variables:',
    ...[...channel.variables].map(([variable, value]) => `${variable}=${value}`),
    '',
  ];
}

function showModules(pattern: string): readonly string[] {
  const found = MODULES.filter(([name]) => name.includes(pattern));
  return [
    'Module                         Description                              Use Count  Status      Support Level',
    ...found.map(
      ([name, text]) => `${name.padEnd(30)} ${text.padEnd(40)} 0          Running              core`,
    ),
    `${found.length} modules loaded`,
  ];
}

const MODULES = [
  ['app_agent_pool.so', 'Call center agent pool applications'],
  ['app_queue.so', 'True Call Queueing'],
  ['chan_pjsip.so', 'PJSIP Channel Driver'],
  ['res_parking.so', 'Call Parking Resource'],
] as const;

function showDatabase(pbx: Pbx, family: string | undefined, tree: string | undefined): readonly string[] {
  const entries = pbx.db.list(family, tree);
  return [
    ...entries.map(([path, value]) => `${path.padEnd(50)}: ${value.padEnd(25)}`),
    `${entries.length} results found.`,
  ];
}

function databaseGet(pbx: Pbx, [family = '', key = '']: readonly string[]): readonly string[] {
  const value = pbx.db.get(family, key);
  return [value === undefined ? 'Database entry not found.' : `Value: ${value}`];
}

function databasePut(
  pbx: Pbx,
  [family = '', key = '', value, extra]: readonly string[],
): readonly string[] | CliResult {
  if (value === undefined || extra !== undefined) {
    return { ok: false, lines: ['Usage: database put <family> <key> <value>'] };
  }
  pbx.db.put(family, key, value);
  return ['Updated database successfully'];
}

function databaseDel(pbx: Pbx, [family = '', key = '']: readonly string[]): readonly string[] {
  return [pbx.db.delete(family, key) ? 'Database entry removed.' : 'Database entry could not be removed.'];
}

function databaseDelTree(pbx: Pbx, [family = '', tree]: readonly string[]): readonly string[] {
  const count = pbx.db.deleteTree(family, tree);
  return [count > 0 ? `${count} database entries removed.` : 'Database entries do not exist.'];
}

function showDialplan(pbx: Pbx, name: string): readonly string[] | CliResult {
  const [exten, contextName] = name.includes('@') ? name.split('@') : [undefined, name];
  const contexts =
    contextName === '' || contextName === undefined
      ? pbx.dialplan.contexts
      : pbx.dialplan.contexts.filter((context) => context.name === contextName);
  if (contexts.length === 0) return failed(name, `There is no existence of '${contextName}' context`);
  if (exten !== undefined && contextName !== undefined && !pbx.dialplan.find(contextName, exten)) {
    return failed(name, `There is no existence of ${exten}@${contextName} extension`);
  }
  const lines: string[] = [];
  let priorities = 0;
  let extensions = 0;
  for (const context of contexts) {
    lines.push(`[ Context '${context.name}' created by 'pbx_config' ]`);
    for (const extension of context.extensions) {
      extensions += 1;
      extension.lines.forEach((line, index) => {
        priorities += 1;
        const label = index === 0 ? `'${extension.pattern}' =>` : '';
        lines.push(`  ${label.padEnd(17)} ${index + 1}. ${line.padEnd(44)} [extensions.conf]`);
      });
    }
    for (const include of context.includes) lines.push(`  Include =>        '${include}'  [pbx_config]`);
    lines.push('');
  }
  lines.push(
    `-= ${count(extensions, 'extension')} (${priorities} priorities) in ${count(contexts.length, 'context')}. =-`,
  );
  return lines;
}

function failed(name: string, why: string): CliResult {
  return { ok: false, lines: [why, `Command 'dialplan show ${name}' failed.`] };
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function showEndpoint(pbx: Pbx, name: string): readonly string[] {
  const phone = pbx.phones.ofDevice(`PJSIP/${name}`);
  if (phone === undefined) return [`Unable to find object ${name}.`, ''];
  const state = deviceText(pbx.devices.of(phone.device));
  return [
    '',
    ` Endpoint:  ${name.padEnd(40)} ${state.padEnd(12)} ${[...pbx.channels.ofDevice(phone.device)].length} of 1`,
    `        Aor:  ${name.padEnd(38)} 1`,
    ...(phone.registered ? [`      Contact:  ${name}/${uriOf(phone)}  NonQual         nan`] : []),
    '',
  ];
}

function locationOf(channel: Channel): string {
  return `${channel.point.exten}@${channel.point.context}:${channel.point.priority}`;
}
