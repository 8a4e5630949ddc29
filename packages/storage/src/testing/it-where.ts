import { it } from 'vitest';

/**
 * A test of what only some databases have. Where it does not apply there is nothing to test, so nothing counts as left out.
 */
export function itWhere(applies: boolean): (title: string, body: () => Promise<void>) => void {
  return (title, body) => {
    if (applies) it(title, body);
  };
}
