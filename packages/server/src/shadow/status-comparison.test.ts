import type { AgentStatus } from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { StatusComparison } from './status-comparison.js';

const ONLINE: AgentStatus = { status: 'online', channel: 'PJSIP/412-1', extension: '412', onHold: false };
const ONCALL: AgentStatus = {
  ...ONLINE,
  status: 'oncall',
  call: { callType: 'incoming', callNumber: '555', queueNumber: '9000', callStatus: 'Success' },
};

describe('the states of an agent', () => {
  it('differ when they do so twice in a row, and are told once until they change', () => {
    const comparison = new StatusComparison();
    const round = (here: AgentStatus) =>
      comparison
        .compare('Agent/412', ONCALL, here, false)
        .map((one) => ('field' in one ? one.field : one.what));
    expect(round(ONLINE)).toEqual([]);
    expect(round(ONLINE)).toEqual(['status', 'caller', 'queue']);
    expect(round(ONLINE)).toEqual([]);
    expect(round(ONCALL)).toEqual([]);
    expect(round(ONLINE)).toEqual([]);
    expect(round(ONLINE)).toEqual(['status', 'caller', 'queue']);
  });

  it.each([
    ['a break is the old server’s doing', { ...ONLINE, status: 'paused' }, ONLINE, true],
    [
      'on hold the old one may say oncall (D-08)',
      { ...ONCALL, onHold: true },
      { ...ONCALL, status: 'paused', onHold: true },
      true,
    ],
    [
      'a login in progress is the old one’s',
      { status: 'offline', channel: 'PJSIP/412', extension: '412' },
      { status: 'offline' },
      false,
    ],
  ] as const)('agree: %s', (_, legacy, here, paused) => {
    const comparison = new StatusComparison();
    comparison.compare('Agent/412', legacy, here, paused);
    expect(comparison.compare('Agent/412', legacy, here, paused)).toEqual([]);
  });
});
