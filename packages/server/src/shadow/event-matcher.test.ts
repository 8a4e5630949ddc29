import { describe, expect, it } from 'vitest';
import { EventMatcher, MATCH_WINDOW_MS } from './event-matcher.js';
import type { Sighting } from './sighting.js';

function linked(fields: Readonly<Record<string, string>> = { queue: '9000' }, linkedAt = 100): Sighting {
  return {
    subject: 'Agent/412',
    what: 'agentlinked',
    fields: new Map(Object.entries(fields)),
    moments: new Map([['linked', linkedAt]]),
  };
}

describe('what two servers tell', () => {
  it.each([['legacy', 'here'] as const, ['here', 'legacy'] as const])(
    'is the same, whoever tells it first: %s',
    (first, second) => {
      const matcher = new EventMatcher();
      expect(matcher.take(first, linked(), 0)).toEqual([]);
      expect(matcher.take(second, linked(undefined, 102), 4_000)).toEqual([]);
      expect([matcher.matched, matcher.expire(60_000)]).toEqual([1, []]);
    },
  );

  it('differs in a field, in one that the other leaves out, in a moment', () => {
    const matcher = new EventMatcher();
    matcher.take('here', linked({ queue: '8000', trunk: 'PJSIP/t' }, 110), 0);
    expect(matcher.take('legacy', linked(), 0)).toEqual([
      {
        kind: 'event-differs',
        subject: 'Agent/412',
        what: 'agentlinked',
        field: 'queue',
        legacy: '9000',
        here: '8000',
      },
      {
        kind: 'event-differs',
        subject: 'Agent/412',
        what: 'agentlinked',
        field: 'trunk',
        legacy: '',
        here: 'PJSIP/t',
      },
      expect.objectContaining({ field: 'linked, seconds apart', here: '10' }),
    ]);
  });

  it('was told by one alone once the other has had its time', () => {
    const matcher = new EventMatcher();
    matcher.take('legacy', linked(), 0);
    expect(matcher.expire(MATCH_WINDOW_MS - 1)).toEqual([]);
    const alone = { kind: 'only-legacy', subject: 'Agent/412', what: 'agentlinked', detail: ' (queue 9000)' };
    expect(matcher.expire(MATCH_WINDOW_MS)).toEqual([alone]);
    expect(matcher.expire(MATCH_WINDOW_MS * 9)).toEqual([]);
  });

  it('told twice by one is a difference, as is what was told in the meantime', () => {
    const matcher = new EventMatcher();
    for (const side of ['legacy', 'legacy', 'here'] as const) matcher.take(side, linked(), 0);
    expect(matcher.expire(MATCH_WINDOW_MS)).toMatchObject([{ kind: 'only-legacy' }]);
    matcher.take('here', linked(), 0);
    matcher.clear();
    expect(matcher.expire(MATCH_WINDOW_MS)).toEqual([]);
  });
});
