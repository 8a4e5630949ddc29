import { afterEach, beforeEach } from 'vitest';

/** The tests of the suite run on a host in this time zone. */
export function inZone(zone: string): void {
  const before = process.env['TZ'];
  beforeEach(() => {
    process.env['TZ'] = zone;
  });
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });
}
