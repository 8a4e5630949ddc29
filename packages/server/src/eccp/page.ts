import type { Page } from '@openeccp/core';
import type { Page as PageArguments } from '@openeccp/eccp';

/** The part of a list that a request asks for; undefined for all of it. What makes no sense is none. */
export function wantedPage({ offset, limit }: PageArguments): Page | undefined {
  return limit === undefined ? undefined : { offset: Math.max(0, offset ?? 0), limit: Math.max(0, limit) };
}
