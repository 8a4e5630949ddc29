import type { EccpEvent, OtherEvent } from '../messages/events.js';
import { eventLines } from '../messages/plain-lines.js';

/** One line that a person can follow a call by: what, who, and what matters of it. */
export function humanEvent(event: EccpEvent | OtherEvent): string {
  switch (event.kind) {
    case 'agentloggedin':
      return line(event.kind, event.agent, event.queues?.length ? `queues ${event.queues.join(', ')}` : '');
    case 'agentfailedlogin':
    case 'agentloggedout':
      return line(event.kind, event.agent);
    case 'agentlinked':
      return line(
        event.kind,
        event.agentNumber,
        `call ${event.callId} with ${event.phone || 'unknown'}`,
        event.queue === undefined ? '' : `queue ${event.queue}`,
      );
    case 'agentunlinked':
      return line(
        event.kind,
        event.agentNumber,
        `call ${event.callId} with ${event.phone || 'unknown'}`,
        `${event.duration} s`,
      );
    case 'pausestart':
      return line(event.kind, event.agentNumber, event.pauseName ?? event.pauseClass);
    case 'pauseend':
      return line(
        event.kind,
        event.agentNumber,
        event.pauseName ?? event.pauseClass,
        `${event.pauseDuration} s`,
      );
    case 'queuemembership':
      return line(event.kind, event.agentNumber, `queues ${event.queues.join(', ') || 'none'}`);
    case 'recordingmute':
    case 'recordingunmute':
    case 'unholdfailed':
      return line(event.kind, event.agentNumber, `call ${event.callId}`);
    case 'holdwarning':
      return line(event.kind, event.agentNumber, `call ${event.callId}`, `until ${event.holdEnd}`);
    case 'schedulecallstart':
    case 'schedulecallfailed':
      return line(
        event.kind,
        event.agentNumber,
        `call ${event.callId}`,
        event.campaignId === undefined ? '' : `campaign ${event.campaignId}`,
      );
    case 'agentstatechange':
      return line(event.kind, event.agentNumber, event.status, `queue ${event.queue}`);
    case 'agentstate':
      return line(event.kind, event.agentNumber, event.known?.state.status ?? 'gone');
    case 'consultationstart':
    case 'consultationend':
      return line(event.kind, event.agentNumber);
    case 'callprogress':
      return line(
        event.kind,
        `call ${event.callId}`,
        event.newStatus,
        event.phone ?? '',
        event.queue === undefined ? '' : `queue ${event.queue}`,
      );
    case 'other':
      return line(event.name, ...eventLines(event));
  }
}

function line(name: string, ...parts: readonly string[]): string {
  return [name.padEnd(16), parts.filter((part) => part !== '').join(' · ')].join(' ').trimEnd();
}
