import type { LocalDay } from '@openeccp/core';
import { formatDateTime } from '@openeccp/eccp';

/** The day of the host's calendar in which an instant lies. Epoch milliseconds. */
export function localDay(at: number): LocalDay {
  return formatDateTime(at).slice(0, 'yyyy-mm-dd'.length);
}
