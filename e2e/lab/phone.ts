import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BaresipControl, type BaresipEvent, connectBaresip } from './baresip-control.js';
import { until } from './deadline.js';
import { labDir, rootCommand } from './lab-dir.js';
import { giveToLabUser } from './lab-user.js';
import { type PrivateProcess, startProcess } from './private-process.js';

/** What a phone does with an incoming call: takes it, or rings until `answer`. */
export type AnswerMode = 'auto' | 'manual';

export type CallState = 'idle' | 'dialling' | 'ringing' | 'talking';

/** A real SIP phone with one line: a second call finds it busy. */
export type Phone = {
  readonly extension: string;
  /** What the phone itself knows of its call. */
  state(): CallState;
  /** Waits until the phone is in that state; rejects after `limitMs`. */
  untilState(state: CallState, limitMs?: number): Promise<void>;
  dial(number: string): Promise<void>;
  /** Takes the ringing call. */
  answer(): Promise<void>;
  /** Ends the call, or refuses the ringing one. Resolves when the phone is idle, at once if it is. */
  hangUp(): Promise<void>;
  setAnswerMode(mode: AnswerMode): Promise<void>;
  /** Takes back the registration, which ends its call, or registers again and answers as it did at first. */
  setRegistered(registered: boolean): Promise<void>;
  /** Ends the phone: it takes back its registration first. */
  close(): Promise<void>;
};

export type PhoneOptions = {
  readonly extension: string;
  /** Absent for a phone that registers without one. */
  readonly password?: string;
  readonly answerMode: AnswerMode;
  /** The SIP port of the Asterisk to register at. */
  readonly registrar: number;
  /** The phone takes `sipPort` and the port above it, which is its TLS port. */
  readonly sipPort: number;
  readonly controlPort: number;
  readonly rtp: { readonly first: number; readonly last: number };
  readonly folder: string;
};

const startLimitMs = 10_000;
const stateLimitMs = 10_000;

const stateAfter: Readonly<Record<string, CallState>> = {
  CALL_INCOMING: 'ringing',
  CALL_RINGING: 'dialling',
  CALL_PROGRESS: 'dialling',
  CALL_ESTABLISHED: 'talking',
  CALL_CLOSED: 'idle',
};

/** Starts a phone and waits until it is registered. */
export async function startPhone(options: PhoneOptions): Promise<Phone> {
  const { folder } = options;
  const root = join(labDir(), 'baresip');
  for (const [name, text] of [['config', configuration(options, root)] as const, ['accounts', ''] as const]) {
    writeFileSync(join(folder, name), text);
    giveToLabUser(join(folder, name));
  }
  const baresip = rootCommand(root, 'usr/bin/baresip');
  const program = await startProcess({
    command: { ...baresip, args: [...baresip.args, '-f', folder] },
    cwd: folder,
    logFile: join(folder, 'output.log'),
  });
  try {
    const control = await untilConnected(options, program);
    await register(options, control, program);
    return phone(options, control, program);
  } catch (error) {
    await program.end();
    throw error;
  }
}

function configuration(options: PhoneOptions, root: string): string {
  // No sound card: each phone sends back what it hears.
  const device = `aubridge,line${options.extension}`;
  return `poll_method epoll
sip_listen 127.0.0.1:${options.sipPort}
net_interface 127.0.0.1
call_local_timeout 120
call_max_calls 1
audio_player ${device}
audio_source ${device}
audio_alert ${device}
ausrc_srate 8000
auplay_srate 8000
rtp_ports ${options.rtp.first}-${options.rtp.last}
rtcp_mux no
module_path ${join(root, 'usr/lib/baresip/modules')}
module g711.so
module aubridge.so
module ctrl_tcp.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
ctrl_tcp_listen 127.0.0.1:${options.controlPort}
`;
}

function untilConnected(options: PhoneOptions, program: PrivateProcess): Promise<BaresipControl> {
  const attempt = (): Promise<BaresipControl | undefined> => {
    if (!program.alive())
      throw new Error(`Phone ${options.extension} ended while it started. ${program.lastWords()}`);
    return connectBaresip(options.controlPort);
  };
  return until(`The start of phone ${options.extension}`, startLimitMs, attempt, program.lastWords);
}

/** The account is made when we already listen, so that no report of its registration is missed. */
async function register(
  options: PhoneOptions,
  control: BaresipControl,
  program: PrivateProcess,
): Promise<void> {
  const { extension, password, answerMode } = options;
  let outcome: BaresipEvent | undefined;
  control.onEvent((event) => {
    if (event.type === 'REGISTER_OK' || event.type === 'REGISTER_FAIL') outcome ??= event;
  });
  const secret = password === undefined ? '' : `;auth_user=${extension};auth_pass=${password}`;
  await control.command(
    'uanew',
    `<${addressOf(options)}>${secret};answermode=${answerMode};regint=600;audio_codecs=pcmu`,
  );
  const what = `The registration of phone ${extension}`;
  const { type, param } = await until(what, startLimitMs, () => outcome, program.lastWords);
  if (type === 'REGISTER_FAIL') throw new Error(`Asterisk refused to register phone ${extension}: ${param}`);
}

function addressOf({ extension, registrar }: PhoneOptions): string {
  return `sip:${extension}@127.0.0.1:${registrar}`;
}

function phone(options: PhoneOptions, control: BaresipControl, program: PrivateProcess): Phone {
  const { extension, registrar } = options;
  let state: CallState = 'idle';
  control.onEvent((event) => {
    state = stateAfter[event.type] ?? state;
  });
  const untilState = async (wanted: CallState, limitMs = stateLimitMs): Promise<void> => {
    const explain = (): string => `The phone is ${state}. ${program.lastWords()}`;
    const reached = (): true | undefined => (state === wanted ? true : undefined);
    await until(`Phone ${extension} ${wanted}`, limitMs, reached, explain);
  };
  return {
    extension,
    state: () => state,
    untilState,
    dial: async (number) => {
      state = 'dialling'; // Before the command, whose own events may come first.
      try {
        await control.command('dial', `sip:${number}@127.0.0.1:${registrar}`);
      } catch (error) {
        state = 'idle';
        throw error;
      }
    },
    answer: async () => {
      await control.command('accept');
    },
    hangUp: async () => {
      await control.command('reginfo'); // Whatever has happened to the phone is known when it answers this.
      if (state === 'idle') return;
      await control.command('hangup');
      await untilState('idle');
    },
    setAnswerMode: async (mode) => {
      await control.command('answermode', mode);
    },
    setRegistered: async (registered) => {
      if (registered) return register(options, control, program);
      await control.command('uadel', addressOf(options));
    },
    close: async () => {
      control.close();
      await program.end();
    },
  };
}
