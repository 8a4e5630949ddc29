import { AmiClient } from '@openeccp/ami';
import { until } from '../lab/deadline.js';
import type { Backend } from './backend.js';

/** Waits until no channel is left and every queue is empty, so that the next scenario starts from nothing. */
export async function settled(backend: Backend): Promise<void> {
  const { host, port, user, secret } = backend.ami;
  const client = new AmiClient({
    credentials: { username: user, secret },
    peer: { host, port },
    events: 'off',
  });
  try {
    const state = await client.connect();
    if (state.kind !== 'up') throw new Error(`${backend.name} takes no manager connection: ${state.kind}`);
    await until(`${backend.name} without channels`, 15_000, async () => {
      const channels = await client.list('CoreShowChannels');
      return channels.kind === 'list' && channels.items.length === 0 ? true : undefined;
    });
  } finally {
    await client.close();
  }
}
