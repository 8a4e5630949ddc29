import type { AmiClient } from '@openeccp/ami';
import { AmiFieldError } from '@openeccp/ami';
import type { AgentName, CommandId, TelephonyFact, TelephonyIntent } from '@openeccp/core';
import { expect, it } from 'vitest';
import { intentClient } from './intent-client.js';
import { performIntent } from './perform-intent.js';
import { recordingFile } from './recording-file.js';
import { performerBench } from './testing/performer-bench.js';

const ROSA = 'Agent/412' as AgentName;
const channel = { name: 'PJSIP/customer-1', uniqueid: 'c1' };

/** What is told of an intent whose action fails like that. */
async function toldOf(intent: TelephonyIntent, error: Error): Promise<readonly TelephonyFact[]> {
  const fails = (): Promise<never> => Promise.reject(error);
  const client = { newActionId: () => 'a1', action: fails, originate: fails } as unknown as AmiClient;
  const { performer, told } = performerBench();
  await performIntent({ ...performer, client: intentClient(client) }, intent);
  return told;
}

const LOGIN: TelephonyIntent = {
  kind: 'call-phone-to-log-in',
  agent: ROSA,
  attempt: 1,
  extension: { number: '412', dial: 'PJSIP/4 1 2' },
};
const HANG_UP: TelephonyIntent = { kind: 'hang-up', channel, command: 1 as CommandId };

it.each([
  ['a login', LOGIN, 'login-started'],
  ['a hang-up', HANG_UP, 'hang-up-answered'],
])('%s with a value that no action can carry is refused at once', async (_, intent, kind) => {
  const error = new AmiFieldError('Channel', 'has a value that is not a channel');
  const message = `error: ${error.message}`;
  expect(await toldOf(intent, error)).toMatchObject([{ kind, accepted: false, message }]);
});

it('a recording on a channel that no action can name has no file', async () => {
  const action = () => Promise.reject(new AmiFieldError('Channel', 'has a value that is not a channel'));
  const client = intentClient({ action } as unknown as AmiClient);
  expect(await recordingFile(client, channel)).toBe('');
});

it('whatever else fails is a bug', async () => {
  await expect(toldOf(HANG_UP, new TypeError('x'))).rejects.toThrow(TypeError);
});
