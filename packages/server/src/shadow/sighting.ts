import type { EccpEvent, OtherEvent } from '@openeccp/eccp';

/** What an event says, so that the events of two servers can be held against each other. */
export interface Sighting {
  /** Whom it is about: an agent, or a caller. */
  readonly subject: string;
  /** What happened, for instance `agentlinked` or `callprogress OnQueue`. */
  readonly what: string;
  /** What must be the same in both. */
  readonly fields: ReadonlyMap<string, string>;
  /** Numbers that may differ by a moment. Seconds. */
  readonly moments: ReadonlyMap<string, number>;
}

/**
 * Takes from an event what two servers must agree on. Row ids are each server's own. Undefined for what only the server that
 * acts can know: breaks, failed logins, outgoing calls.
 */
export function sightingOf(event: EccpEvent | OtherEvent): Sighting | undefined {
  switch (event.kind) {
    case 'agentloggedin':
    case 'agentloggedout':
      // D-09: older servers leave the queues out.
      return sighting(event.agent, event.kind);
    case 'agentlinked':
      if (event.callType === 'outgoing') return undefined;
      return sighting(
        event.agentNumber,
        event.kind,
        { phone: event.phone, queue: event.queue, campaign: event.campaignId, trunk: event.trunk },
        { joined: seconds(event.joinTime), linked: seconds(event.linkStart) },
      );
    case 'agentunlinked':
      if (event.callType === 'outgoing') return undefined;
      return sighting(
        event.agentNumber,
        event.kind,
        { phone: event.phone, queue: event.queue, campaign: event.campaignId },
        { ended: seconds(event.linkEnd), duration: event.duration },
      );
    case 'pausestart':
    case 'pauseend':
      return event.pauseClass === 'hold'
        ? sighting(event.agentNumber, `${event.kind} hold`, {}, { began: seconds(event.pauseStart) })
        : undefined;
    case 'callprogress':
      if (event.campaignType === 'outgoing') return undefined;
      return sighting(
        `the call of ${event.phone ?? 'nobody'}`,
        `callprogress ${event.newStatus}`,
        { queue: event.queue, campaign: event.campaignId },
        { at: seconds(event.entryTime) },
      );
    case 'queuemembership':
      return sighting(event.agentNumber, event.kind, { queues: [...event.queues].sort().join(' ') });
    case 'agentstatechange':
      return sighting(event.agentNumber, `${event.kind} ${event.status}`, { queue: event.queue });
    case 'agentfailedlogin':
    case 'recordingmute':
    case 'recordingunmute':
    case 'schedulecallstart':
    case 'schedulecallfailed':
    case 'consultationstart':
    case 'consultationend':
    case 'agentstate':
    case 'holdwarning':
    case 'unholdfailed':
    case 'other':
      return undefined;
  }
}

function sighting(
  subject: string,
  what: string,
  fields: Readonly<Record<string, string | number | undefined>> = {},
  moments: Readonly<Record<string, number | undefined>> = {},
): Sighting {
  return { subject, what, fields: new Map(given(fields, String)), moments: new Map(given(moments, Number)) };
}

function given<From, To>(
  values: Readonly<Record<string, From | undefined>>,
  as: (value: From) => To,
): readonly (readonly [string, To])[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, as(value)]]));
}

/** Both servers run on one machine's clock and zone, or the comparison means nothing. */
function seconds(time: string | undefined): number | undefined {
  const at = time === undefined ? Number.NaN : Date.parse(time.replace(' ', 'T'));
  return Number.isNaN(at) ? undefined : at / 1000;
}
