import { describe, expect, it } from 'vitest';
import { element } from '../codec/xml-element.js';
import type { EccpEvent } from '../messages/events.js';
import { humanEvent } from './human-event.js';

const call = { callType: 'incoming', callId: 51, phone: '5550171', agentNumber: 'Agent/412' } as const;
const pause = { pauseStart: '2024-03-01 12:30:00', agentNumber: 'Agent/412' } as const;

const LINES: readonly (readonly [EccpEvent, string])[] = [
  [{ kind: 'agentloggedout', agent: 'Agent/412' }, 'agentloggedout   Agent/412'],
  [
    {
      ...call,
      kind: 'agentlinked',
      status: 'activa',
      linkStart: '2024-03-01 10:02:19',
      queue: '9000',
      details: { attributes: [], survey: [] },
    },
    'agentlinked      Agent/412 · call 51 with 5550171 · queue 9000',
  ],
  [
    { ...call, kind: 'agentunlinked', linkEnd: '2024-03-01 10:03:23', duration: 64, shortCall: false },
    'agentunlinked    Agent/412 · call 51 with 5550171 · 64 s',
  ],
  [{ ...pause, kind: 'pausestart', pauseClass: 'hold' }, 'pausestart       Agent/412 · hold'],
  [
    {
      ...pause,
      kind: 'pauseend',
      pauseClass: 'break',
      pauseName: 'Lunch',
      pauseEnd: '2024-03-01 13:00:00',
      pauseDuration: 1800,
    },
    'pauseend         Agent/412 · Lunch · 1800 s',
  ],
  [
    { kind: 'queuemembership', agentNumber: 'Agent/412', state: { status: 'online' }, queues: [] },
    'queuemembership  Agent/412 · queues none',
  ],
  [{ ...call, kind: 'recordingmute' }, 'recordingmute    Agent/412 · call 51'],
  [{ ...call, kind: 'recordingunmute' }, 'recordingunmute  Agent/412 · call 51'],
  [
    { ...call, kind: 'schedulecallstart', callType: 'outgoing', campaignId: 3 },
    'schedulecallstart Agent/412 · call 51 · campaign 3',
  ],
  [{ ...call, kind: 'schedulecallfailed' }, 'schedulecallfailed Agent/412 · call 51'],
  [
    { kind: 'agentstatechange', agentNumber: 'SIP/320', status: 'ringing', queue: '9000' },
    'agentstatechange SIP/320 · ringing · queue 9000',
  ],
  [{ kind: 'consultationstart', agentNumber: 'Agent/412' }, 'consultationstart Agent/412'],
  [{ kind: 'consultationend', agentNumber: 'Agent/412' }, 'consultationend  Agent/412'],
  [
    {
      kind: 'callprogress',
      retry: 0,
      entryTime: '2024-03-01 10:02:11',
      newStatus: 'OnQueue',
      id: 7,
      campaignType: 'incoming',
      callId: 51,
      phone: '5550171',
      queue: '9000',
    },
    'callprogress     call 51 · OnQueue · 5550171 · queue 9000',
  ],
];

describe('an event for a person', () => {
  it.each(LINES.map(([event, line]) => [event.kind, event, line] as const))('%s', (_, event, line) => {
    expect(humanEvent(event)).toBe(line);
  });

  it('that this version does not know', () => {
    const payload = element('weather', [element('sky', 'blue')]);
    expect(humanEvent({ kind: 'other', name: 'weather', payload })).toBe(
      'weather          weather.sky = blue',
    );
  });
});
