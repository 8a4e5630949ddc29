import { type CallRow, orderKey, type ProgressStatus, type StorageWrite } from '@openeccp/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { type ContractBackend, type Subject, withStorage } from './contract-backend.js';
import { insertCall, insertCampaign } from './sample-campaigns.js';
import {
  callAnswered,
  callJoined,
  callLinked,
  callPlaced,
  callQueued,
  callTaken,
  closeAudit,
  incoming,
  NOON,
  openPause,
  openSession,
  outgoing,
  progress,
} from './sample-writes.js';

/** What has been asked for so far of one agent or call, from which the next write follows. */
interface Story {
  /** Seconds after noon. */
  readonly second: number;
  /** How many writes there were. */
  readonly count: number;
  /** Chosen by the test. */
  readonly choice: number;
  /** An id of an earlier write of this story that nothing has ended for sure. */
  readonly earlier: number;
}

type Chapter = (story: Story) => StorageWrite;

/** The rows of each story have ids of their own. */
const IDS_OF_A_STORY = 1_000;

const at = ({ second }: Story): number => NOON + second * 1_000;
const agentOf = ({ choice }: Story): number => 1 + (choice % 3);
const STATUSES: readonly ProgressStatus[] = ['OnQueue', 'Success', 'OnHold', 'OffHold', 'Transfer', 'Hangup'];

/** What may happen to a call of either direction once its row is there, in any order. */
function ofAnyCall(row: CallRow, offset: number): readonly Chapter[] {
  return [
    (story) => ({
      kind: 'call-held',
      row,
      currentId: offset + story.earlier,
      held: story.choice % 2 === 0,
    }),
    (story) => ({ kind: 'call-unlinked', row, currentId: offset + story.earlier }),
    (story) => ({ kind: 'call-transferred', row, to: story.choice % 3 === 0 ? '' : `41${agentOf(story)}` }),
    (story) => ({
      kind: 'call-ended',
      row,
      at: at(story),
      durationS: story.choice,
      short: story.choice % 3 === 0,
    }),
    (story) => ({ kind: 'call-taken', row, at: at(story), waitedS: story.choice }),
    (story) => ({ kind: 'call-abandoned', row, at: at(story), waitedS: story.choice }),
    (story) => ({
      kind: 'recording',
      row,
      at: at(story),
      uniqueid: '1.1',
      channel: 'PJSIP/provider-0000000a',
      file: `${story.choice % 2}.wav`,
    }),
    (story) =>
      progress({
        id: offset + story.count,
        row,
        at: at(story),
        status: STATUSES[story.choice % STATUSES.length] ?? 'Hangup',
        retry: row.kind === 'outgoing' ? 1 + (story.choice % 2) : undefined,
        trunk: story.choice % 2 === 0 ? '' : 'PJSIP/provider',
        agentRowId: story.choice % 3 === 0 ? undefined : agentOf(story),
        durationS: story.choice % 4 === 0 ? story.choice : undefined,
      }),
  ];
}

/** How a story begins, and what may follow. */
interface Plot {
  readonly begin: Chapter;
  readonly chapters: readonly Chapter[];
}

const INCOMING: Plot = {
  begin: (story) => callJoined({ at: at(story) }),
  chapters: [
    ...ofAnyCall(incoming(1), IDS_OF_A_STORY),
    (story) =>
      callLinked({ currentId: IDS_OF_A_STORY + story.count, at: at(story), agentRowId: agentOf(story) }),
    () => ({ kind: 'call-lost', row: incoming(1) }),
  ],
};

const OUTGOING: Plot = {
  begin: (story) => callPlaced({ at: at(story) }),
  chapters: [
    ...ofAnyCall(outgoing(1), 2 * IDS_OF_A_STORY),
    (story) => callPlaced({ at: at(story), retry: 1 + (story.choice % 3) }),
    (story) => callAnswered({ at: at(story), uniqueid: `${story.choice}.1` }),
    (story) =>
      callQueued({ at: at(story), trunk: story.choice % 2 === 0 ? '' : `PJSIP/trunk-${story.choice}` }),
    (story) =>
      callTaken({
        currentId: 2 * IDS_OF_A_STORY + story.count,
        at: at(story),
        agentRowId: agentOf(story),
        trunk: story.choice % 2 === 0 ? '' : 'PJSIP/other',
      }),
    (story) => ({
      kind: 'call-failed',
      row: outgoing(1),
      at: at(story),
      cause: story.choice % 2 === 0 ? undefined : 17,
      causeText: story.choice % 2 === 0 ? undefined : 'User busy',
    }),
    (story) => ({ kind: 'call-unanswered', row: outgoing(1), at: at(story) }),
  ],
};

const AGENT: Plot = {
  begin: (story) => openSession({ id: 3 * IDS_OF_A_STORY + story.count, at: at(story) }),
  chapters: [
    (story) => openSession({ id: 3 * IDS_OF_A_STORY + story.count, at: at(story) }),
    (story) =>
      openPause({ id: 3 * IDS_OF_A_STORY + story.count, at: at(story), breakId: 1 + (story.choice % 2) }),
    (story) => closeAudit({ id: 3 * IDS_OF_A_STORY, openedAt: NOON, at: at(story) }),
  ],
};

/** All that is written for one key, and how far it got before the server was killed. */
interface History {
  readonly writes: readonly StorageWrite[];
  /** So many were written. */
  readonly written: number;
  /** From here on they are written again. */
  readonly again: number;
}

const step = fc.record({ chapter: fc.nat(50), choice: fc.nat(9), earlier: fc.nat(20), pause: fc.nat(3) });

const historyOf = (plot: Plot): fc.Arbitrary<History> =>
  fc.tuple(fc.array(step, { maxLength: 14 }), fc.nat(20), fc.nat(20)).map(([steps, written, again]) => {
    let second = 0;
    const begun = plot.begin({ second, count: 0, choice: 0, earlier: 0 });
    const rest = steps.map(({ chapter, choice, earlier, pause }, index) => {
      second += pause;
      const count = index + 1;
      const next = plot.chapters[chapter % plot.chapters.length] ?? plot.begin;
      return next({ second, count, choice, earlier: earlier % count });
    });
    const writes = [begun, ...rest];
    const reached = written % (writes.length + 1);
    return { writes, written: reached, again: again % (reached + 1) };
  });

const histories = fc.tuple(historyOf(INCOMING), historyOf(OUTGOING), historyOf(AGENT));

const TABLES = ['audit', 'call_entry', 'current_call_entry', 'calls', 'current_calls', 'call_progress_log'];

async function dump({ query }: Subject): Promise<unknown> {
  return {
    numbered: await Promise.all(TABLES.map((table) => query(`select * from ${table} order by id`))),
    // Numbered by the database, so without their ids.
    recordings: await query(
      'select datetime_entry, id_call_incoming, id_call_outgoing, uniqueid, channel, recordingfile ' +
        'from call_recording order by id_call_incoming, id_call_outgoing, recordingfile',
    ),
  };
}

/** A write whose answer got lost is written again, with all that follows: a journal doesn't know how far it got. */
export function repeatedWritesContract(backend: ContractBackend): void {
  describe('writes of which nobody knows whether they were written', () => {
    it('leave the same rows when they are written again', () =>
      withStorage(backend, async (subject) => {
        const { storage, query } = subject;
        await seedDemo(storage);
        await insertCampaign(subject);
        const clear = async (): Promise<void> => {
          for (const table of ['call_recording', ...[...TABLES].reverse()]) {
            await query(`delete from ${table}`);
          }
          await insertCall(subject, 1, { id: 1 });
        };
        await fc.assert(
          fc.asyncProperty(histories, async (all) => {
            await clear();
            await storage.apply(all.flatMap(({ writes }) => writes));
            const once = await dump(subject);
            await clear();
            await storage.apply(all.flatMap(({ writes, written }) => writes.slice(0, written)));
            await storage.apply(all.flatMap(({ writes, again }) => writes.slice(again)));
            expect(await dump(subject)).toEqual(once);
          }),
          { numRuns: 40 },
        );
      }));

    it('are of every kind', () => {
      const stories = [INCOMING, OUTGOING, AGENT].map(({ begin, chapters }) => {
        const story = { second: 1, count: 1, choice: 1, earlier: 0 };
        return [begin, ...chapters].map((chapter) => chapter(story));
      });
      for (const writes of stories) expect(new Set(writes.map(orderKey)).size).toBe(1);
      const kinds: Record<StorageWrite['kind'], true> = {
        'open-session': true,
        'open-pause': true,
        'close-audit': true,
        'call-joined': true,
        'call-placed': true,
        'call-answered': true,
        'call-failed': true,
        'call-unanswered': true,
        'call-queued': true,
        'call-linked': true,
        'call-held': true,
        'call-unlinked': true,
        'call-transferred': true,
        'call-ended': true,
        'call-taken': true,
        'call-abandoned': true,
        'call-lost': true,
        recording: true,
        progress: true,
      };
      expect([...new Set(stories.flat().map(({ kind }) => kind))].sort()).toEqual(Object.keys(kinds).sort());
    });
  });
}
