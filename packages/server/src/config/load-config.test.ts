import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { scratchDir } from '../testing/scratch-dir.js';
import { type ConfigSources, loadConfig, loadDatabaseUrl } from './load-config.js';
import { ConfigError } from './problem.js';

const MINIMAL = 'asterisk: { secret: s3cret }\ndatabase: { url: "sqlite::memory:" }\n';

function fileWith(text: string): string {
  const file = join(scratchDir(), 'openeccp.yaml');
  writeFileSync(file, text);
  return file;
}

function load(text: string, sources: Partial<ConfigSources> = {}): ReturnType<typeof loadConfig> {
  return loadConfig({ file: fileWith(text), env: {}, flags: [], ...sources });
}

async function problemsOf(text: string, sources: Partial<ConfigSources> = {}): Promise<readonly string[]> {
  const error = await load(text, sources).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigError)) throw new Error(`no ConfigError: ${error}`);
  return error.message
    .split('\n')
    .slice(1)
    .map((line) => line.trim());
}

describe('a configuration that can be used', () => {
  it('is completed by defaults and frozen', async () => {
    const { server } = await load(MINIMAL);
    expect(server).toMatchObject({
      eccp: { host: '127.0.0.1', port: 20_005, tls: undefined },
      asterisk: { host: '127.0.0.1', port: 5_038, user: 'openeccp', parking: 'auto' },
      protocol: { profile: 'elastix', extended: false },
      calls: { shortS: 10 },
      extensions: 'asterisk',
      http: { host: '127.0.0.1', port: 20_080 },
    });
    expect(Object.isFrozen(server) && Object.isFrozen(server.eccp)).toBe(true);
  });

  it('names who may connect, for each listener', async () => {
    const { server } = await load(
      `${MINIMAL}eccp: { allow: [127.0.0.1, "::1", 192.0.2.0/24], loginTimeoutSeconds: 0 }\n`,
    );
    expect(server.eccp).toMatchObject({
      allow: ['127.0.0.1', '::1', '192.0.2.0/24'],
      loginTimeoutS: 0,
      documentTimeoutS: 60,
    });
    expect(await problemsOf(`${MINIMAL}eccp: { allow: [192.0.2.0/33, localhost] }\n`)).toEqual([
      expect.stringMatching(/^eccp\.allow\.0 is "192\.0\.2\.0\/33"\. Write a list of addresses and networks/),
      expect.stringMatching(/^eccp\.allow\.1 is "localhost"\./),
    ]);
    expect(await problemsOf(`${MINIMAL}eccp: { allow: [] }\n`)).toEqual([
      expect.stringContaining('Without the setting everybody may connect.'),
    ]);
  });

  it('says what clients may do', async () => {
    const { server } = await load(
      `${MINIMAL}clients: { wall: { agents: ["*"] }, crm: { access: control, agents: [Agent/412], requests: [hold] }, "*": {} }\n`,
    );
    expect(server.clients).toEqual(
      new Map([
        ['wall', { access: 'read', agents: ['*'], requests: undefined }],
        ['crm', { access: 'control', agents: ['Agent/412'], requests: new Set(['hold']) }],
        ['*', { access: 'read', agents: [], requests: undefined }],
      ]),
    );
    expect(
      await problemsOf(
        `${MINIMAL}clients: { a: { agents: [412], requests: [hold, holdup] }, b: { agent: x }, c: read }\n`,
      ),
    ).toEqual([
      'clients.a.agents.0 is 412. Write agents, e.g. [Agent/412, "PJSIP/*"], or ["*"] for all.',
      expect.stringMatching(/^clients\.a\.requests\.1 is "holdup"\. Write names of requests/),
      'clients.b.agent is no setting. Did you mean agents?',
      'clients.c is "read". Write its settings below it, indented.',
    ]);
    expect(await problemsOf(`${MINIMAL}clients: { a: { requests: [getpauses, hold] } }\n`)).toEqual([
      'clients.a.requests.1 is "hold". It acts: write access: control beside it.',
    ]);
  });

  it('takes a flag before the environment and the environment before the file', async () => {
    const text = `${MINIMAL}eccp: { port: 1, host: 10.0.0.1 }\nlog: { level: warn }\n`;
    const { server } = await load(text, {
      env: { OPENECCP_ECCP_PORT: '2', OPENECCP_ECCP_HOST: '10.0.0.2', OPENECCP_LOG_LEVEL: '' },
      flags: [{ path: 'eccp.port', value: 3, flag: '--eccp-port' }],
    });
    expect(server.eccp).toMatchObject({ port: 3, host: '10.0.0.2' });
    expect(server.log.level).toBe('warn');
  });

  it('reads maps of extensions and queues, and http: off', async () => {
    const { server } = await load(
      `${MINIMAL}extensions: { 412: PJSIP/412 }\ncallbackQueues: { PJSIP/101: { 8000: 3 } }\nhttp: off\neccp:\n`,
    );
    expect(server.extensions).toEqual(new Map([['412', 'PJSIP/412']]));
    expect(server.callbackQueues.get('PJSIP/101')).toEqual(new Map([['8000', 3]]));
    expect(server.http).toBeUndefined();
  });

  it('takes the phones of the PBX, wherever its database is', async () => {
    const { server } = await load(`${MINIMAL}extensions: pbx\n`);
    expect([server.extensions, server.pbx]).toEqual([
      'pbx',
      { database: undefined, amportalFile: '/etc/amportal.conf' },
    ]);
    const problems = await problemsOf(
      `${MINIMAL}extensions: phones\npbx: { database: "mysql://u:hunter2" }\n`,
    );
    expect(problems).toEqual([
      'extensions is "phones". Write asterisk, pbx, or a mapping such as "412": PJSIP/412.',
      expect.stringMatching(/^pbx\.database does not fit\./),
    ]);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('lays what was found under what was written', async () => {
    const asked: string[] = [];
    const { server, found, isSet } = await load(MINIMAL, {
      found: (isWritten) => {
        asked.push(...['asterisk.secret', 'asterisk.user'].filter(isWritten));
        return [
          { path: 'asterisk.secret', value: 'other', origin: 'there' },
          { path: 'calls.shortSeconds', value: 20, origin: 'there' },
        ];
      },
    });
    expect(asked).toEqual(['asterisk.secret']);
    expect([server.asterisk.secret, server.calls.shortS]).toEqual(['s3cret', 20]);
    expect(found.map(({ path }) => path)).toEqual(['calls.shortSeconds']);
    expect(isSet('calls.shortSeconds')).toBe(true);
  });

  it('takes relative paths from where the file is', async () => {
    const file = fileWith('asterisk: { secret: x }\ndatabase: { url: sqlite:cc.db }\n');
    const { server } = await loadConfig({ file, env: {}, flags: [] });
    expect(server.database.url).toBe(`sqlite:${file.replace('openeccp.yaml', 'cc.db')}`);
  });
});

describe('a configuration with problems', () => {
  it('names all of them at once, each with its path and what to write instead', async () => {
    const problems = await problemsOf(`
eccp: { port: twelve, prot: 20005, tls: { certFile: nowhere.pem, keyFile: nowhere.key } }
asterisk: { parking: maybe }
database: { url: "mysqlx://u:hunter2@h/x" }
secret: hunter2
protocol: { extended: yes please }
calls: { shortSeconds: -1 }
callbackQueues: { Agent/1: { "8000": 0 } }
http: { port: 99999 }
`);
    expect(problems).toEqual([
      'eccp.port is "twelve". Write a whole number from 0 to 65535, e.g. 20005.',
      'eccp.prot is no setting. Did you mean port?',
      expect.stringMatching(/^asterisk\.secret is missing\. Write the secret/),
      'asterisk.parking is "maybe". Write auto, on or off.',
      expect.stringMatching(/^database\.url does not fit\. It has unknown scheme mysqlx:/),
      'protocol.extended is "yes please". Write true or false.',
      'calls.shortSeconds is -1. Write a whole number from 0 to 3600, e.g. 10.',
      expect.stringMatching(/^callbackQueues\.Agent\/1 has a name that does not fit\./),
      'http.port is 99999. Write a whole number from 0 to 65535, e.g. 20080.',
      'secret is no setting. Write it below asterisk.',
      expect.stringMatching(/^eccp\.tls\.certFile names .*nowhere\.pem, which can't be read\./),
      expect.stringMatching(/^eccp\.tls\.keyFile names .*nowhere\.key, which can't be read\./),
    ]);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('says which variable or flag a wrong value came from', async () => {
    const problems = await problemsOf(MINIMAL, {
      env: { OPENECCP_ASTERISK_PORT: 'ami' },
      flags: [{ path: 'log.level', value: 'loud', flag: '--log-level' }],
    });
    expect(problems).toEqual([
      'asterisk.port (OPENECCP_ASTERISK_PORT) is "ami". Write a whole number from 1 to 65535, e.g. 5038.',
      'log.level (--log-level) is "loud". Write debug, info, warn, error or silent.',
    ]);
  });

  it('never shows a secret, not even one that is wrong', async () => {
    const problems = await problemsOf('asterisk: { secret: 991199 }\ndatabase: { url: 881188 }\n');
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toMatch(/991199|881188/);
  });

  it('never shows a key that stands where its file is to be named', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\\nhunter2\\n-----END PRIVATE KEY-----';
    const tls = `{ certFile: nowhere.pem, keyFile: "${key}" }`;
    expect(await problemsOf(`${MINIMAL}eccp: { tls: ${tls} }\n`)).toEqual([
      expect.stringMatching(/^eccp\.tls\.certFile names .*nowhere\.pem, which can't be read\./),
      'eccp.tls.keyFile is a text of several lines. Name a PEM file that exists.',
    ]);
  });

  it('says where YAML is broken without quoting it', async () => {
    const problems = await problemsOf('asterisk:\n  secret: "hunter2\nb: [');
    expect(problems[0]).toMatch(/^line \d+ is not YAML/);
    expect(problems.join()).not.toContain('hunter2');
  });

  it.each([
    ['*hunter2', /^the file has a value that begins with \*, .* Put it in quotes\.$/],
    ['|hunter2', /^line 2 is not YAML: it has a character that does not belong there\. .* in quotes\.$/],
    ['>hunter2', /^line 2 is not YAML: it has a character that does not belong there\./],
    ['] hunter2', /^line 2 is not YAML: it has a character that does not belong there\./],
    ['%hunter2', /^line 2 is not YAML: it has a value whose first character means something else\./],
    ['!hunter2', /^line 2 is not YAML: it has a value whose first character means something else\./],
    ['!h hunter2', /^line 2 is not YAML: it has a value whose first character means something else\./],
    ['!hunter2!x', /^line 2 is not YAML: it has a value whose first character means something else\./],
    ['"\\Uhunter2x"', /^line 2 is not YAML: it has a backslash in double quotes that stands for nothing\./],
    ['hunter2: x', /^line 2 is not YAML: it has a colon too many\./],
    ['"hunter2', /^line 3 is not YAML: a quote, a colon, a comma or a space is missing\./],
    ['[hunter2', /^line 3 is not YAML: it is indented wrongly, or a bracket is not closed\./],
    ['x\n\thunter2: x', /^line 3 is not YAML: it is indented with a tab\./],
    ['hunter2\n  secret: x', /^line 3 is not YAML: it has a name that is there already\./],
    ['{{ hunter2 }}', /^asterisk\.secret is no text: put it in quotes\./],
  ])('says what YAML makes of the secret %s without showing it', async (secret, problem) => {
    const warnings: string[] = [];
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation((text) => void warnings.push(`${text}`));
    onTestFinished(() => warn.mockRestore());
    const problems = await problemsOf(`asterisk:\n  secret: ${secret}\n`);
    expect(problems[0]).toMatch(problem);
    expect([...problems, ...warnings].join()).not.toMatch(/hunter2/i);
  });

  it('says that a named file does not exist', async () => {
    const loading = loadConfig({ file: '/nowhere/openeccp.yaml', env: {}, flags: [] });
    await expect(loading).rejects.toThrow('does not exist');
  });
});

describe('the database alone', () => {
  it('is read although the rest is missing or wrong', async () => {
    const file = fileWith('eccp: { port: x }\ndatabase: { url: "sqlite::memory:" }\n');
    expect(await loadDatabaseUrl({ file, env: {}, flags: [] })).toBe('sqlite::memory:');
  });

  it('is a problem when it is not named', async () => {
    const reading = loadDatabaseUrl({ file: fileWith(''), env: {}, flags: [] });
    await expect(reading).rejects.toThrow('database.url is missing');
  });
});

describe('the guide to other machines', () => {
  const guide = (path: string): string =>
    readFileSync(new URL(`../../../../docs/${path}`, import.meta.url), 'utf8');
  const blocks = (text: string, language: string): readonly string[] =>
    [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)].flatMap(([, of, block = '']) =>
      of === language ? [block] : [],
    );
  const english = guide('guides/open-to-other-machines.md');

  it('has settings that are settings, commented out or not', async () => {
    const found = blocks(english, 'yaml');
    expect(found.length).toBe(3);
    for (const block of found) {
      const all = block.replace(/^( *)# (?=[\w"*]+:)/gm, '$1');
      expect(await problemsOf(`${MINIMAL}${all}`).catch(() => [])).toEqual(
        all.includes('certFile') ? Array(3).fill(expect.stringContaining("which can't be read")) : [],
      );
    }
  });

  it('and SECURITY.md name tests and guides that exist', () => {
    const security = guide('../SECURITY.md');
    const named = security.match(/(?<=`)(packages|conformance)\/[\w./-]+\.test\.ts(?=`)/g) ?? [];
    expect(named.length).toBeGreaterThan(10);
    for (const path of named)
      expect([path, existsSync(new URL(`../../../../${path}`, import.meta.url))]).toEqual([path, true]);
  });

  it('says the same in Spanish', () => {
    const spanish = guide('es/guia-abrir-a-otras-maquinas.md');
    for (const language of ['sh', 'yaml'])
      expect(blocks(spanish, language)).toEqual(blocks(english, language));
    const rows = (text: string) => text.split('\n').filter((line) => line.startsWith('| `')).length;
    expect([rows(spanish), spanish.match(/^## /gm)?.length]).toEqual([
      rows(english),
      english.match(/^## /gm)?.length,
    ]);
  });
});
