import { type Call, type FloorView, loginOf } from '@openeccp/core';

/** A step that needs an answer of Asterisk, or a phone that rings: what it is, and how long it may take. Milliseconds. */
export interface UnderWay {
  readonly what: string;
  readonly limitMs: number;
}

/** Everything in the model that waits for something; none of it may wait for ever. */
export function* underWay(floor: FloorView): Iterable<UnderWay> {
  const { settings } = floor;
  for (const call of floor.calls.values()) yield* ofCall(call, floor);
  for (const { name, presence } of floor.agents.values()) {
    if (presence.kind === 'calling' || presence.kind === 'logging') {
      yield { what: `login ${presence.attempt} of ${name}`, limitMs: settings.loginDeadlineMs };
    }
  }
  for (const agent of floor.agents.values()) {
    const reserved = loginOf(agent)?.reserved;
    if (reserved?.for === 'transfer') {
      yield { what: `reservation of ${agent.name} until ${reserved.until}`, limitMs: settings.reservationMs };
    }
  }
}

function* ofCall({ id, phase, untold }: Call, { settings }: FloorView): Iterable<UnderWay> {
  if (untold !== undefined) yield { what: `news of the link of ${id}`, limitMs: settings.detailsDeadlineMs };
  switch (phase.kind) {
    case 'placing':
      yield { what: `placing of ${id}`, limitMs: settings.placingDeadlineMs };
      return;
    case 'talking':
      if (phase.parking !== undefined)
        yield { what: `parking ${phase.parking.command} of ${id}`, limitMs: settings.parkDeadlineMs };
      if (phase.transfer !== undefined)
        yield { what: `transfer ${phase.transfer.attempt} of ${id}`, limitMs: settings.redirectDeadlineMs };
      return;
    case 'held':
      if (phase.retrieval !== undefined)
        yield {
          what: `retrieval ${phase.retrieval.attempt} of ${id}`,
          limitMs: settings.retrievalDeadlineMs,
        };
      if (phase.transfer !== undefined)
        yield { what: `transfer ${phase.transfer.attempt} of ${id}`, limitMs: settings.redirectDeadlineMs };
      return;
    case 'consulting':
      if (phase.stage !== 'talking')
        yield { what: `${phase.stage} ${phase.attempt} of ${id}`, limitMs: settings.consultationDeadlineMs };
      return;
    // A handover lasts for as long as a callback agent that has logged off goes on talking to its target.
    case 'released':
    case 'waiting':
      return;
  }
}
