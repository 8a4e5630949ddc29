import type { AmiClient, AmiList } from '@openeccp/ami';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../testing/virtual-clock.js';
import { AsteriskExtensions, ListedExtensions } from './extensions.js';

/** Asterisk's lists by action; an action that is absent is not loaded there. */
class Lists {
  readonly asked: string[] = [];
  names: Record<string, readonly string[]> = {};

  get client(): AmiClient {
    return { list: async (action: string) => this.#answer(action) } as unknown as AmiClient;
  }

  #answer(action: string): AmiList {
    this.asked.push(action);
    const names = this.names[action];
    if (names === undefined) {
      return { kind: 'error', message: 'Invalid/unknown command' } as AmiList;
    }
    const items = names.map((name) => ({
      get: (field: string) => (field === 'ObjectName' ? name : undefined),
    }));
    return { kind: 'list', items } as unknown as AmiList;
  }
}

function extensionsOf(names: Record<string, readonly string[]>) {
  const clock = new VirtualClock();
  const lists = new Lists();
  lists.names = names;
  const extensions = new AsteriskExtensions(
    () => lists.client,
    () => clock.now(),
  );
  return { clock, lists, extensions };
}

describe('extensions that Asterisk lists', () => {
  it('are the numbers among its endpoints and peers, PJSIP first', async () => {
    const { extensions } = extensionsOf({
      PJSIPShowEndpoints: ['412', 'trunk', '4a'],
      SIPpeers: ['412', '320'],
      IAXpeerlist: ['7'],
    });
    const dials = await Promise.all(['412', '320', '7'].map((number) => extensions.find(number)));
    expect(dials).toEqual([
      { kind: 'found', extension: { number: '412', dial: 'PJSIP/412' } },
      { kind: 'found', extension: { number: '320', dial: 'SIP/320' } },
      { kind: 'found', extension: { number: '7', dial: 'IAX2/7' } },
    ]);
    for (const number of ['trunk', '4a', '', '9', 'constructor']) {
      expect(await extensions.find(number)).toEqual({ kind: 'not-found' });
    }
  });

  it('need one technology that answers', async () => {
    const { extensions } = extensionsOf({ SIPpeers: ['320'] });
    expect((await extensions.find('320')).kind).toBe('found');
    const { extensions: none } = extensionsOf({});
    expect(await none.find('320')).toMatchObject({ kind: 'unreadable' });
  });

  it('are asked for again by a miss, once a second for all of them', async () => {
    const { clock, lists, extensions } = extensionsOf({ PJSIPShowEndpoints: ['412'] });
    await Promise.all(Array.from({ length: 100 }, (_, index) => extensions.find(String(index))));
    expect(lists.asked).toHaveLength(3);
    lists.names = { PJSIPShowEndpoints: ['412', '500'] };
    expect((await extensions.find('500')).kind).toBe('not-found');
    clock.advance(1_000);
    expect((await extensions.find('412')).kind).toBe('found');
    expect(lists.asked).toHaveLength(3);
    expect((await extensions.find('500')).kind).toBe('found');
    expect(lists.asked).toHaveLength(6);
  });

  it('once read stay known while Asterisk is away', async () => {
    const { clock, lists, extensions } = extensionsOf({ PJSIPShowEndpoints: ['412'] });
    await extensions.find('412');
    lists.names = {};
    clock.advance(1_000);
    expect((await extensions.find('999')).kind).toBe('unreadable');
    expect((await extensions.find('412')).kind).toBe('found');
  });
});

describe('extensions of the configuration', () => {
  it('are those and no others', async () => {
    const extensions = new ListedExtensions(new Map([['412', 'SIP/phone-412']]));
    expect(await extensions.find('412')).toEqual({
      kind: 'found',
      extension: { number: '412', dial: 'SIP/phone-412' },
    });
    expect(await extensions.find('413')).toEqual({ kind: 'not-found' });
  });
});
