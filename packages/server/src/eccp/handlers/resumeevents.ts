import { accepted, failures, type KnownAgent, rejected, type ServerSession } from '@openeccp/eccp';
import { knownAgent } from '../agent-states.js';
import type { Handler, Services } from '../handler.js';

/**
 * What the connection has missed, or how things are now (ADR 0024). All of it is of one moment: no step of the floor
 * comes between the states, the events that follow the answer, and those that are new.
 */
export const resumeevents: Handler<'resumeevents'> = ({ args, session, services, send }) => {
  const { recentEvents } = services;
  if (recentEvents === undefined) return rejected(failures.notImplemented);
  session.numberEvents();
  const missed =
    args.since === undefined
      ? undefined
      : recentEvents.since(args.since, (event) => session.wantsEvent(event));
  const documents = missed?.kind === 'events' ? missed.documents : [];
  for (const document of documents) send(document);
  const strange = missed?.kind !== 'events';
  return accepted({
    reached: recentEvents.reached,
    gap: missed?.kind === 'gap',
    missed: documents.length,
    agents: strange && args.snapshot ? agentsOf(session, services) : undefined,
  });
};

/** The agents that the connection hears of. */
function agentsOf(session: ServerSession, { floor }: Services): readonly KnownAgent[] {
  return [...floor.agents.values()].flatMap((agent) =>
    session.wantsEvent({ kind: 'agentstate', agentNumber: agent.name, known: undefined })
      ? [knownAgent(floor, agent)]
      : [],
  );
}
