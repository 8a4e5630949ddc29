import { AmiClient, type AmiMessage } from '@openeccp/ami';
import { until } from '../lab/deadline.js';
import type { Backend } from './backend.js';

const LIMIT_MS = 15_000;

/** Waits until no channel is left, so that the next scenario starts from nothing. */
export function settled(backend: Backend): Promise<void> {
  return untilChannels(backend, 'without channels', (channels) => channels.length === 0);
}

/** Waits until a channel of that device, `PJSIP/104`, rings. */
export function ringing(backend: Backend, device: string): Promise<void> {
  return untilState(backend, device, 'Ringing');
}

/** Waits until a channel of that device is answered. */
export function answered(backend: Backend, device: string): Promise<void> {
  return untilState(backend, device, 'Up');
}

/** Waits until that device has no channel any more. */
export function gone(backend: Backend, device: string): Promise<void> {
  return untilChannels(backend, `without ${device}`, (channels) =>
    channels.every((channel) => !channel.get('Channel')?.startsWith(`${device}-`)),
  );
}

/** Waits until a caller talks to somebody with that extension, whose line may be a Local channel in front of its phone. */
export function together(backend: Backend, caller: string, extension: string): Promise<void> {
  const bridgesOf = (channels: readonly AmiMessage[], ...names: readonly string[]): readonly string[] =>
    channels
      .filter((channel) => names.some((name) => channel.get('Channel')?.startsWith(name)))
      .map((channel) => channel.get('BridgeId') ?? '')
      .filter((bridge) => bridge !== '');
  return untilChannels(backend, `with ${caller} and ${extension} together`, (channels) => {
    const bridges = bridgesOf(channels, `PJSIP/${extension}-`, `Local/${extension}@`);
    return bridgesOf(channels, `${caller}-`).some((bridge) => bridges.includes(bridge));
  });
}

function untilState(backend: Backend, device: string, state: string): Promise<void> {
  return untilChannels(backend, `with ${device} ${state}`, (channels) =>
    channels.some(
      (channel) =>
        channel.get('Channel')?.startsWith(`${device}-`) && channel.get('ChannelStateDesc') === state,
    ),
  );
}

/** Looks at the channels, on a manager connection of its own, until they are as they should be. */
export async function untilChannels(
  backend: Backend,
  what: string,
  holds: (channels: readonly AmiMessage[]) => boolean,
): Promise<void> {
  await using client = await connectObserver(backend);
  let seen: readonly AmiMessage[] = [];
  const explain = (): string =>
    seen.map((one) => `${one.get('Channel')} ${one.get('Application')}`).join(', ');
  const reached = async (): Promise<true | undefined> => {
    const list = await client.list('CoreShowChannels');
    seen = list.kind === 'list' ? list.items : [];
    return list.kind === 'list' && holds(seen) ? true : undefined;
  };
  await until(`${backend.name} ${what}`, LIMIT_MS, reached, explain);
}

/** A manager connection beside the one under test. */
export async function connectObserver(backend: Backend): Promise<AmiClient> {
  const { host, port, user, secret } = backend.ami;
  const client = new AmiClient({
    credentials: { username: user, secret },
    peer: { host, port },
    events: 'off',
  });
  const state = await client.connect();
  if (state.kind === 'up') return client;
  await client.close();
  throw new Error(`${backend.name} takes no manager connection: ${state.kind}`);
}
