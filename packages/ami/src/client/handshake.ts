import type { AmiField } from '../codec/ami-field.js';
import { md5Key } from '../codec/md5-key.js';
import { type AmiResponse, describeOutcome } from './outcome.js';
import type { AmiDownReason } from './state.js';

export type AmiCredentials = {
  readonly username: string;
  readonly secret: string;
  /** `md5` answers a challenge, so that the secret does not cross the network. Default `plain`. */
  readonly auth?: 'plain' | 'md5';
};

export type HandshakeOptions = {
  readonly credentials: AmiCredentials;
  readonly filters: readonly string[];
  readonly action: (name: string, fields: readonly AmiField[]) => Promise<AmiResponse>;
  readonly sleep: (ms: number) => Promise<void>;
};

export type Handshake =
  | { readonly kind: 'ready'; readonly version: string; readonly startedAt: string | undefined }
  | { readonly kind: 'failed'; readonly reason: AmiDownReason };

type Failed = Extract<Handshake, { kind: 'failed' }>;
type StartTime = Failed | { readonly kind: 'started'; readonly startedAt: string | undefined };

/**
 * From banner to ready, without events: those are switched on last, when there is someone to understand them.
 * Asterisk that is still starting is waited for.
 */
export async function shakeHands(options: HandshakeOptions): Promise<Handshake> {
  const { action, filters } = options;
  const problem = await logIn(options);
  if (problem !== undefined) return { kind: 'failed', reason: problem };

  const settings = await action('CoreSettings', []);
  if (unanswered(settings)) return failed('CoreSettings', settings);
  // Asterisk 1.4 does not know the action.
  const version = (settings.kind === 'success' && settings.response.get('AsteriskVersion')) || '1.4.0';

  const started = await startTime(options);
  if (started.kind === 'failed') return started;
  for (const filter of filters) {
    // Less traffic, no more than that: an account that may not filter gets all events.
    const filtered = await action('Filter', [
      ['Operation', 'Add'],
      ['Filter', filter],
    ]);
    if (unanswered(filtered)) return failed('Filter', filtered);
  }
  return { kind: 'ready', version, startedAt: started.startedAt };
}

async function logIn({ credentials, action }: HandshakeOptions): Promise<AmiDownReason | undefined> {
  const { username, secret, auth } = credentials;
  let proof: AmiField[] = [['Secret', secret]];
  if (auth === 'md5') {
    const answer = await action('Challenge', [['AuthType', 'MD5']]);
    const challenge = answer.kind === 'success' ? answer.response.get('Challenge') : undefined;
    if (challenge === undefined) return loginProblem(username, answer);
    proof = [
      ['AuthType', 'MD5'],
      ['Key', md5Key(challenge, secret)],
    ];
  }
  const answer = await action('Login', [['Username', username], ...proof, ['Events', 'off']]);
  return answer.kind === 'success' ? undefined : loginProblem(username, answer);
}

function loginProblem(username: string, answer: AmiResponse): AmiDownReason {
  if (unanswered(answer))
    return { kind: 'handshake', text: `login as ${username}: ${describeOutcome(answer)}` };
  return {
    kind: 'authentication',
    text:
      `Asterisk refused the login as ${username} (${describeOutcome(answer)}); check user, secret, permit and deny ` +
      'in manager.conf, then `manager reload`',
  };
}

/** CoreStartupDate and CoreStartupTime; the year is 1970 at most as long as Asterisk starts. */
async function startTime({ action, sleep }: HandshakeOptions): Promise<StartTime> {
  for (let tries = 0; tries < BOOT_TRIES; tries++) {
    const status = await action('CoreStatus', []);
    if (unanswered(status)) return failed('CoreStatus', status);
    const date = status.kind === 'success' ? status.response.get('CoreStartupDate') : undefined;
    if (status.kind !== 'success' || date === undefined) return { kind: 'started', startedAt: undefined };
    if (Number.parseInt(date, 10) > 1970) {
      return {
        kind: 'started',
        startedAt: `${date} ${status.response.get('CoreStartupTime') ?? ''}`.trimEnd(),
      };
    }
    await sleep(BOOT_WAIT_MS);
  }
  const text = `Asterisk has been starting for ${(BOOT_TRIES * BOOT_WAIT_MS) / 1000} s; look at its own log`;
  return { kind: 'failed', reason: { kind: 'handshake', text } };
}

const BOOT_WAIT_MS = 1000;
const BOOT_TRIES = 60;

function unanswered(outcome: AmiResponse): boolean {
  return outcome.kind !== 'success' && outcome.kind !== 'error';
}

function failed(action: string, outcome: AmiResponse): Failed {
  return { kind: 'failed', reason: { kind: 'handshake', text: `${action}: ${describeOutcome(outcome)}` } };
}
