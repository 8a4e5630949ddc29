import { formatDateTime } from '@openeccp/eccp';
import { afterEach, beforeEach } from 'vitest';

/** The tests of the suite run on a host in this time zone. */
export function inZone(zone: string): void {
  const before = process.env['TZ'];
  beforeEach(() => {
    process.env['TZ'] = zone;
    forgetLastSecond();
  });
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
    forgetLastSecond();
  });
}

/** The text of the second that was formatted last is kept, in the zone of then. */
function forgetLastSecond(): void {
  formatDateTime(0);
}
