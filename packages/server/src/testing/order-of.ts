import type { WireClient } from './wire-client.js';

/** Response and event names in the order in which they arrived. */
export function documentNames(documents: readonly string[]): readonly string[] {
  return documents.flatMap((document) => /^<(?:event|response)[^>]*><(\w+)/.exec(document)?.[1] ?? []);
}

/** Runs a request and tells what arrived for it, up to what was under way. */
export async function orderOf(client: WireClient, request: string): Promise<readonly string[]> {
  await client.arrived();
  const from = client.documents.length;
  await client.ask('x', request);
  await client.arrived();
  return documentNames(client.documents.slice(from, -1));
}
