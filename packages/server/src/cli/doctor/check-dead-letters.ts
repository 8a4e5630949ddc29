import { type Finding, ok, warning } from './finding.js';

/**
 * Writes that the database refused for good and that wait for somebody.
 *
 * @param count Undefined where there is no table for them.
 */
export function checkDeadLetters(count: number | undefined): Finding {
  const check = 'dead letters';
  if (count === undefined) {
    return warning(
      check,
      'the database has no table for writes that it refuses for good: they would be in the log only',
      'openeccp migrate makes it.',
    );
  }
  if (count === 0) return ok(check, 'none');
  return warning(
    check,
    count === 1 ? '1 write could not be written' : `${count} writes could not be written`,
    'openeccp deadletter list shows them with the reasons; retry writes them, drop forgets them.',
  );
}
