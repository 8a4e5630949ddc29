import { describeOutcome } from '@openeccp/ami';
import type { CallIntent } from '@openeccp/core';
import type { Performer } from './performer.js';

/**
 * Mutes what recordings of a call hear of the customer, or lets them hear it again. Which of its channels is recorded,
 * the dial plan decides: for a call through a Local channel it is not the customer's own.
 */
export async function muteRecording(
  performer: Performer,
  intent: CallIntent & { readonly kind: 'mute-recording' },
): Promise<void> {
  const { client, model, report } = performer;
  const { call, channel, muted, command } = intent;
  const recorded = model.recordings.of(call);
  const targets = recorded.length === 0 ? [channel] : recorded;
  const answers = await Promise.all(
    targets.map(async (target) => {
      const response = await client.action('MixMonitorMute', [
        ['Channel', target.name],
        ['Direction', 'read'],
        ['State', muted ? '1' : '0'],
      ]);
      return { target, response };
    }),
  );
  const done = answers.find(({ response }) => response.kind === 'success');
  report({
    ...{ kind: 'mute-answered', call, muted, command },
    channel: done?.target ?? channel,
    accepted: done !== undefined,
    message: answers.map(({ response }) => describeOutcome(response)).join('; '),
  });
}
