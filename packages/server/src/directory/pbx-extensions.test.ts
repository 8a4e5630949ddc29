import { describe, expect, it } from 'vitest';
import { PbxExtensions } from './pbx-extensions.js';

describe('extensions of the PBX', () => {
  const dials = new Map([
    ['101', 'SIP/101'],
    ['102', 'Local/102@from-internal/n'],
  ]);
  const list = new PbxExtensions({
    find: async (number) => {
      if (number === '500') throw new Error('the PBX is away');
      const dial = dials.get(number);
      return dial === undefined ? undefined : { number, dial };
    },
  });

  it.each([
    ['101', { kind: 'found', extension: { number: '101', dial: 'SIP/101' } }],
    ['999', { kind: 'not-found' }],
    ['102', { kind: 'not-found' }],
    ['500', { kind: 'unreadable', reason: 'the PBX is away' }],
  ])('%s: %j', async (number, answer) => {
    expect(await list.find(number)).toEqual(answer);
  });
});
