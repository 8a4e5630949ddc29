import { describe, expect, it } from 'vitest';
import type { Command } from '../floor/command.js';
import { FloorHarness, POOL_AGENT } from '../testing/floor-harness.js';
import { asked, callOf, outcomeOf, refusalOf, seen, talking } from '../testing/situations.js';
import type { CallId } from './call.js';

const CALL = 'c1' as CallId;
const CHANNEL = { name: 'PJSIP/customer-c1', uniqueid: 'c1' };
const UNMUTE: Command = { kind: 'unmute-recording', agent: POOL_AGENT };

function mute(limitS?: number): Command {
  return { kind: 'mute-recording', agent: POOL_AGENT, limitS };
}

function answered(floor: FloorHarness, muted: boolean, accepted = true): readonly string[] {
  const [intent] = floor.intents.slice(-1);
  const command = intent?.kind === 'mute-recording' ? intent.command : undefined;
  const message = accepted ? '' : 'no';
  return seen(floor, {
    kind: 'mute-answered',
    call: CALL,
    channel: CHANNEL,
    muted,
    command,
    accepted,
    message,
  });
}

function muted(limitS?: number): FloorHarness {
  const floor = new FloorHarness();
  talking(floor);
  floor.command(mute(limitS));
  answered(floor, true);
  floor.effects.length = 0;
  return floor;
}

describe('mixmonitormute and mixmonitorunmute, ECCP §8.3', () => {
  it('mutes the customer’s channel, tells it, answers; and the other way round', () => {
    const floor = new FloorHarness();
    talking(floor);
    expect(asked(floor, mute())).toEqual(['ask mute-recording']);
    expect(answered(floor, true)).toEqual(['event recording-muted', 'reply done']);
    expect(asked(floor, UNMUTE)).toEqual(['ask mute-recording']);
    expect(answered(floor, false)).toEqual(['event recording-unmuted', 'reply done']);
    expect(callOf(floor)?.muted).toBeUndefined();
  });

  it('muted already: nobody hears of it, and the time counts anew', () => {
    const floor = muted(30);
    floor.advance(20_000);
    expect(asked(floor, mute(30))).toEqual(['timer unmute', 'reply done']);
    floor.advance(29_000);
    expect(floor.intents).toEqual([]);
    floor.advance(1_000);
    expect(floor.intents).toMatchObject([{ kind: 'mute-recording', muted: false, command: undefined }]);
    expect(answered(floor, false)).toEqual(['event recording-unmuted']);
  });

  it('muted anew without a limit: an earlier one does not end it', () => {
    const floor = muted(30);
    floor.command(UNMUTE);
    answered(floor, false);
    floor.command(mute());
    answered(floor, true);
    floor.effects.length = 0;
    floor.advance(3_600_000);
    expect(floor.intents).toEqual([]);
    expect(callOf(floor)?.muted).toEqual(CHANNEL);
  });

  it('refused by Asterisk changes nothing', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(mute());
    answered(floor, true, false);
    expect(outcomeOf(floor, id)).toMatchObject({ refusal: { kind: 'telephony-refused' } });
    expect(callOf(floor)?.muted).toBeUndefined();
  });

  it('needs a call, and a mute one to unmute', () => {
    const floor = new FloorHarness();
    expect([refusalOf(floor, mute()), refusalOf(floor, UNMUTE)]).toEqual(['not-in-call', 'not-in-call']);
    talking(floor);
    expect(refusalOf(floor, UNMUTE)).toBe('not-muted');
  });
});

it('a recording is noted with its call', () => {
  const floor = new FloorHarness();
  talking(floor);
  const fact = { kind: 'recording-started', call: CALL, channel: CHANNEL, file: '/tmp/a.wav' } as const;
  expect(seen(floor, fact)).toEqual(['store recording']);
  expect(floor.writes[0]).toMatchObject({ row: { kind: 'incoming', id: 1 }, file: '/tmp/a.wav' });
});
