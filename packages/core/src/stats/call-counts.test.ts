import { describe, expect, it } from 'vitest';
import { incomingCount, outgoingCount } from './call-counts.js';

describe('counters of calls', () => {
  it.each([
    ['Placing', 'placing'],
    ['OnQueue', 'onqueue'],
    ['Hangup', 'success'],
    ['ShortCall', 'shortcall'],
    ['Paused', undefined],
    ['DONT_CALL', undefined],
    ['constructor', undefined],
  ])('status %s of an outgoing call counts as %s', (status, count) => {
    expect(outgoingCount(status)).toBe(count);
  });

  it.each([
    ['en-cola', 'onqueue'],
    ['activa', 'success'],
    ['terminada', 'finished'],
    ['fin-monitoreo', 'losttrack'],
    ['NoAnswer', undefined],
  ])('status %s of an incoming call counts as %s', (status, count) => {
    expect(incomingCount(status)).toBe(count);
  });
});
