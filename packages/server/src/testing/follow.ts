import type { FloorSettings } from '@openeccp/core';
import { TestServer } from './test-server.js';
import type { WireClient } from './wire-client.js';

export const PROGRESS = '<callprogress><enable>1</enable></callprogress>';

/** A server and a client that follows the progress of calls. */
export async function follow(
  settings: Partial<FloorSettings> = {},
): Promise<AsyncDisposable & { readonly server: TestServer; readonly client: WireClient }> {
  const server = await TestServer.start({ settings });
  const client = await server.loggedIn();
  await client.ask('progress', PROGRESS);
  return { server, client, [Symbol.asyncDispose]: () => server.close() };
}

/** What an event is about: `callprogress Placing`, or its name alone. */
export function news(documents: readonly string[]): readonly string[] {
  return documents.map((document) => {
    const [, name = document] = /^<event><(\w+)/.exec(document) ?? [];
    const [, status] = /<new_status>(\w+)</.exec(document) ?? [];
    return status === undefined ? name : `${name} ${status}`;
  });
}
