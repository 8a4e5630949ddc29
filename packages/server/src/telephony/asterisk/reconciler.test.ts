import { setImmediate } from 'node:timers/promises';
import { type AmiField, type AmiList, AmiMessage } from '@openeccp/ami';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../testing/virtual-clock.js';
import { DEFAULT_CONTEXTS } from './agent-interfaces.js';
import { Reconciler } from './reconciler.js';
import { modelBench } from './testing/model-bench.js';

const PHONE = { Uniqueid: 'u1', Channel: 'PJSIP/412-00000001' };

function message(name: string, fields: Readonly<Record<string, string>>): AmiMessage {
  return new AmiMessage([['Event', name], ...Object.entries(fields)]);
}

/** A model that a reconciler watches, and an Asterisk that lists what it is told to. */
class Watched {
  readonly clock: VirtualClock = new VirtualClock();
  readonly bench = modelBench();
  readonly asked: string[] = [];
  readonly repairs: string[] = [];
  readonly lists: Record<string, readonly AmiMessage[] | 'refused' | 'unanswered'> = {};
  paused: boolean | undefined;
  reloadedAt = '10:00:00';
  reloads = 0;
  readonly reconciler: Reconciler;

  constructor(queues: readonly string[] = []) {
    this.reconciler = new Reconciler({
      client: {
        list: async (name, fields) => this.#list(name, fields ?? []),
        action: async () => {
          const reload: readonly AmiField[] = [
            ['CoreReloadDate', '2026-03-01'],
            ['CoreReloadTime', this.reloadedAt],
          ];
          return { kind: 'success', message: '', response: new AmiMessage(reload) };
        },
      },
      onError: (error) => {
        throw error;
      },
      reloaded: () => {
        this.reloads += 1;
      },
      model: this.bench.model,
      contexts: DEFAULT_CONTEXTS,
      clock: this.clock,
      isToPause: () => this.paused,
      mend: (repairs) => {
        for (const repair of repairs) {
          this.repairs.push(repair.kind === 'pause' ? `pause ${repair.agent}` : repair.event.name);
          if (repair.kind === 'missed') this.bench.model.catchUp(repair.event);
        }
      },
    });
    this.reconciler.start(queues);
  }

  event(name: string, fields: Readonly<Record<string, string>>): void {
    this.reconciler.heard(message(name, fields));
    this.bench.event(name, fields);
  }

  /** Lets time pass, in steps in which answers come. */
  async pass(seconds: number): Promise<void> {
    for (let step = 0; step < seconds * 10; step += 1) {
      this.clock.advance(100);
      await setImmediate();
    }
  }

  #list(name: string, fields: readonly AmiField[]): AmiList {
    this.asked.push([name, ...fields.map(([, value]) => value)].join(' '));
    const items = this.lists[name] ?? [];
    const response = new AmiMessage([['Response', 'Success']]);
    if (items === 'refused') return { kind: 'error', message: 'Permission denied', response };
    if (items === 'unanswered') return { kind: 'timeout', afterMs: 10_000, sent: true };
    return { kind: 'list', items, response, complete: response };
  }
}

const shown = (fields: Readonly<Record<string, string>>): AmiMessage => message('CoreShowChannel', fields);

describe('a difference between the model and Asterisk', () => {
  it('is mended when two looks show it and no event comes between them', async () => {
    const watched = new Watched();
    watched.event('Newchannel', PHONE);
    await watched.pass(2.9);
    expect(watched.repairs).toEqual([]);
    await watched.pass(0.3);
    expect(watched.repairs).toEqual(['Hangup']);
    expect(watched.bench.model.size).toBe(0);
  });

  it('is none if the event comes after the first look', async () => {
    const watched = new Watched();
    watched.event('Newchannel', PHONE);
    await watched.pass(2.5);
    watched.event('Hangup', PHONE);
    await watched.pass(10);
    expect(watched.repairs).toEqual([]);
  });

  it('is doubtful if any event about it comes between the looks, and is looked at again at once', async () => {
    const watched = new Watched();
    watched.event('Newchannel', PHONE);
    await watched.pass(2.5);
    watched.event('BridgeEnter', { ...PHONE, BridgeUniqueid: 'b1', BridgeTechnology: 'simple_bridge' });
    await watched.pass(1);
    expect(watched.repairs).toEqual([]);
    await watched.pass(0.7);
    expect(watched.repairs).toEqual(['Hangup']);
  });

  it('waits for its turn if events about it do not end', async () => {
    const watched = new Watched();
    watched.event('Newchannel', PHONE);
    const looks: number[] = [];
    for (let half = 0; half < 24; half += 1) {
      await watched.pass(0.5);
      watched.event('NewCallerid', PHONE);
      looks.push(watched.asked.length);
    }
    // Five tries, then a rest of two seconds.
    expect(looks).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 5, 5, 5, 6, 6, 7, 7, 8, 8, 9]);
    expect(watched.repairs).toEqual([]);
  });

  it('is none if the second look does not show it any more', async () => {
    const watched = new Watched();
    watched.lists['CoreShowChannels'] = [shown({ ...PHONE, BridgeId: 'b1' })];
    watched.event('Newchannel', PHONE);
    await watched.pass(2.5);
    watched.lists['CoreShowChannels'] = [shown({ ...PHONE, BridgeId: '' })];
    await watched.pass(1);
    expect(watched.repairs).toEqual([]);
  });

  it('is none while Asterisk does not answer', async () => {
    for (const answer of ['refused', 'unanswered'] as const) {
      const watched = new Watched(['9000']);
      watched.lists['CoreShowChannels'] = answer;
      watched.lists['QueueStatus'] = answer;
      watched.event('Newchannel', PHONE);
      watched.event('QueueMemberAdded', { Queue: '9000', Interface: 'PJSIP/101', Paused: '0' });
      await watched.pass(30);
      expect(watched.repairs).toEqual([]);
    }
  });

  it('is none of the holding bridge of a lot that was not known', async () => {
    const watched = new Watched();
    watched.lists['CoreShowChannels'] = [shown({ ...PHONE, BridgeId: 'lot' })];
    watched.lists['BridgeList'] = [
      message('BridgeListItem', { BridgeUniqueid: 'lot', BridgeTechnology: 'holding_bridge' }),
    ];
    watched.event('Newchannel', PHONE);
    await watched.pass(30);
    expect(watched.repairs).toEqual([]);
    // Once is enough to know it.
    expect(watched.asked.filter((name) => name === 'BridgeList')).toHaveLength(1);
  });
});

describe('the queues', () => {
  const member = (paused: string): AmiMessage =>
    message('QueueMember', { Queue: '9000', Location: 'PJSIP/101', Paused: paused });

  it('are asked one after the other', async () => {
    const watched = new Watched(['8000', '9000']);
    await watched.pass(4.1);
    const asked = watched.asked.filter((name) => name.startsWith('QueueStatus'));
    expect([...new Set(asked)].sort()).toEqual(['QueueStatus 8000', 'QueueStatus 9000']);
    expect(asked.length).toBeLessThan(6);
  });

  it('have the members that they say', async () => {
    const watched = new Watched(['9000']);
    watched.lists['QueueStatus'] = [member('0')];
    await watched.pass(4.2);
    expect(watched.repairs).toEqual(['QueueMemberAdded']);
    watched.lists['QueueStatus'] = [member('1')];
    await watched.pass(6);
    watched.lists['QueueStatus'] = [];
    await watched.pass(6);
    expect(watched.repairs).toEqual(['QueueMemberAdded', 'QueueMemberPause', 'QueueMemberRemoved']);
  });

  it('have members paused as the floor wants', async () => {
    const watched = new Watched(['9000']);
    watched.event('QueueMemberAdded', { Queue: '9000', Interface: 'PJSIP/101', Paused: '0' });
    watched.lists['QueueStatus'] = [member('0')];
    watched.paused = false;
    await watched.pass(6);
    expect(watched.repairs).toEqual([]);
    watched.paused = true;
    await watched.pass(4);
    expect(watched.repairs).toEqual(['pause PJSIP/101']);
  });
});

describe('a reload of Asterisk', () => {
  it('is noticed once', async () => {
    const watched = new Watched();
    await watched.pass(11);
    expect(watched.reloads).toBe(0);
    watched.reloadedAt = '10:00:11';
    await watched.pass(20);
    expect(watched.reloads).toBe(1);
  });
});

describe('what it costs', () => {
  it('one list every two seconds as long as nothing is wrong, and nothing when it is stopped', async () => {
    const watched = new Watched();
    await watched.pass(8.1);
    expect(watched.asked).toEqual(Array.from({ length: 4 }, () => 'CoreShowChannels'));
    watched.reconciler.stop();
    await watched.pass(60);
    expect(watched.asked).toHaveLength(4);
  });

  it('no more than 400 channels a second, also when events overtake it', async () => {
    const watched = new Watched();
    const many = Array.from({ length: 4_000 }, (_, n) =>
      shown({ Uniqueid: `u${n}`, Channel: `PJSIP/1-${n}` }),
    );
    watched.lists['CoreShowChannels'] = many;
    for (const item of many)
      watched.bench.model.channels.add({
        uniqueid: item.get('Uniqueid') ?? '',
        name: item.get('Channel') ?? '',
      });
    watched.event('Newchannel', PHONE);
    for (let half = 0; half < 70; half += 1) {
      await watched.pass(0.5);
      watched.event('NewCallerid', PHONE);
    }
    expect(watched.asked).toEqual(Array.from({ length: 4 }, () => 'CoreShowChannels'));
  });
});
