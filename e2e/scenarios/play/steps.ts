import { answered, connectObserver, gone, ringing, together } from '../../backends/channels.js';
import { until } from '../../lab/deadline.js';
import type { ServerTestOptions } from '../../server/server-under-test.js';
import { type Heard, OuterFailure } from '../../server/wire.js';
import { OTHER_PHONE, PASSWORD, type Role, SPARE_PHONE } from './cast.js';
import { lineOf } from './hearing.js';
import type { Stage, Step } from './scenario.js';

/** The queue that everybody of the cast takes calls of. */
const QUEUE = '8000';

/** A request for an agent, with its hash; refused or not, the answer is heard. */
export function asks(request: string, argument = '', role: Role = 'agent'): Step {
  return async ({ wire, cast }) => {
    await heardIn(wire.askFor(cast[role].name, PASSWORD, request, argument));
  };
}

async function heardIn(asking: Promise<unknown>): Promise<void> {
  try {
    await asking;
  } catch (error) {
    if (!(error instanceof OuterFailure)) throw error;
  }
}

/** Waits until this is heard: a line as `lineOf` says it. */
export function hears(line: string): Step {
  return async ({ wire, cast }) => {
    await wire.eventThat(line, (event: Heard) => lineOf(event, cast) === line);
  };
}

export function logsIn(role: Role = 'agent'): Step {
  return async (stage) => {
    await loginRequest(role)(stage);
    await hears(role === 'agent' ? 'agentloggedin' : `${role}: agentloggedin`)(stage);
  };
}

/** Asks to log in on its phone, and waits for no more than the answer. */
export function loginRequest(role: Role = 'agent', extension?: string): Step {
  return (stage) => {
    const phone = extension ?? stage.cast[role].extension;
    return asks('loginagent', `<extension>${phone}</extension>`, role)(stage);
  };
}

/** `Lunch` of the demonstration data. */
export const breakBegins: Step = asks('pauseagent', '<pause_type>2</pause_type>');

export const breakEnds: Step = asks('unpauseagent');

/** The state of the agent, as everybody may ask for it. */
export function statusIsAsked(role: Role = 'agent'): Step {
  return async ({ wire, cast }) => {
    await wire.ask('getagentstatus', `<agent_number>${cast[role].name}</agent_number>`);
  };
}

/** A customer calls from outside and is put into the queue, or wherever the number leads. */
export function customerCalls(number: string = QUEUE): Step {
  return ({ backend }) => backend.customerCalls(number);
}

export const customerHangsUp: Step = ({ backend }) => backend.customerHangsUp();

export const secondCallerCalls: Step = ({ backend }) => backend.phoneDials(SPARE_PHONE, QUEUE);

export function phoneHangsUp(role: Role = 'agent'): Step {
  return (stage) => putsDown(stage.cast[role].extension)(stage);
}

/** A server that lets phones ring for long: somebody has to see them ring, and simulated time is fast. */
export const PATIENT: ServerTestOptions = { ringS: 300 };

/** From now on the phone only rings. */
export function phoneIsNotAnswered(role: Role = 'agent'): Step {
  return ({ backend, cast }) => backend.phoneAnswers(cast[role].extension, 'never');
}

/** From now on it takes calls by itself again. */
export function phoneIsAnswered(role: Role = 'agent'): Step {
  return ({ backend, cast }) => backend.phoneAnswers(cast[role].extension, 'by-itself');
}

export function phoneRings(role: Role = 'agent'): Step {
  return (stage) => rings(stage.cast[role].extension)(stage);
}

export function rings(extension: string): Step {
  return ({ backend }) => ringing(backend, `PJSIP/${extension}`);
}

/** The agent sends its customer to the other one of the cast. */
export const toColleague: Step = (stage) =>
  asks('transfercallagent', `<target_agent_number>${stage.cast.colleague.name}</target_agent_number>`)(stage);

/** The agent asks for whom it wants to hand its customer over to. */
export function consults(extension: string): Step {
  return asks('atxfercall', `<extension>${extension}</extension>`);
}

/** Somebody with that phone takes part in a call. */
export function isOnTheLine(extension: string): Step {
  return ({ backend }) => answered(backend, `PJSIP/${extension}`);
}

/** The customer talks to somebody with that phone. Who puts it down before is called by the customer once more. */
function customerIsWith(extension: string): Step {
  return ({ backend }) => together(backend, 'PJSIP/customer', extension);
}

/** The agent and its customer talk again. */
export const phoneIsBack: Step = (stage) => customerIsWith(stage.cast.agent.extension)(stage);

export function putsDown(extension: string): Step {
  return ({ backend }) => backend.phoneHangsUp(extension);
}

/** The customer's call is over, also for the customer. */
export const customerIsGone: Step = ({ backend }) => gone(backend, 'PJSIP/customer');

/** Whom the agent consulted gets the customer, and hangs up in the end. */
export const consultedHangsUp: readonly Step[] = [
  customerIsWith(OTHER_PHONE),
  putsDown(OTHER_PHONE),
  customerIsGone,
];

/**
 * Waits until the agent's call is in that phase, of a consultation also in that stage: `consulting: calling`. Clients are
 * not told, those of the extended profile but for the ends of a consultation.
 */
export function callIs(state: string): Step {
  return async ({ server: { server }, cast }) => {
    const seen = (): string => {
      const { presence } =
        [...server.floor.agents.values()].find(({ name }) => name === cast.agent.name) ?? {};
      const id = presence?.kind === 'logged-in' ? presence.call : undefined;
      const phase = id === undefined ? undefined : server.floor.calls.get(id)?.phase;
      if (phase?.kind === 'consulting') return `consulting: ${phase.stage}`;
      return phase?.kind === 'held' && phase.slot === undefined ? 'held: nowhere' : (phase?.kind ?? 'none');
    };
    await until(`the call being ${state}`, 15_000, () => (seen() === state ? true : undefined), seen);
  };
}

/** Waits until the server has given up calling the agent's phone to the customer on hold. */
export const phoneHasNotCome: Step = async ({ server: { server } }) => {
  const pending = (): boolean =>
    [...server.floor.calls.values()].some(
      ({ phase }) => phase.kind === 'held' && phase.retrieval !== undefined,
    );
  await until('the end of the retrieval', 15_000, () => (pending() ? undefined : true));
};

/** Somebody dials the slot in which the customer is parked. */
export function dialsSlot(extension: string): Step {
  return async ({ backend, server: { server } }) => {
    const slots = [...server.floor.calls.values()].flatMap(({ phase }) =>
      phase.kind === 'held' && phase.slot !== undefined ? [phase.slot] : [],
    );
    const [slot] = slots;
    if (slot === undefined) throw new Error('nobody is parked');
    await backend.phoneDials(extension, slot);
  };
}

/** The customer is parked in the default lot, as a phone's own key would, without the server. */
export const isParked: Step = async ({ backend }) => {
  await using client = await connectObserver(backend);
  const channels = await client.list('CoreShowChannels');
  const names = channels.kind === 'list' ? channels.items.map((item) => item.get('Channel') ?? '') : [];
  const customer = names.find((name) => name.startsWith('PJSIP/customer-'));
  if (customer === undefined) throw new Error('there is no customer');
  await client.action('Park', [['Channel', customer]]);
};

/** The connection between server and Asterisk is cut; resolves when the server has noticed. */
export const cableIsCut: Step = async (stage) => {
  stage.cable.cut();
  await untilAsteriskIs(stage, 'down');
};

/** It is mended; resolves when the server has seen what happened meanwhile. */
export const cableIsMended: Step = async (stage) => {
  stage.cable.mend();
  await untilAsteriskIs(stage, 'up');
};

/** The server stops; what happens next it does not see. */
export const serverIsGone: Step = (stage) => stage.stopServer();

/** Another server goes on where the one before left off; resolves when it has seen what happened meanwhile. */
export const serverIsBack: Step = (stage) => stage.startServer();

async function untilAsteriskIs({ server: { server } }: Stage, kind: 'up' | 'down'): Promise<void> {
  await until(`the server saying that Asterisk is ${kind}`, 15_000, () =>
    server.telephony.status.kind === kind ? true : undefined,
  );
}

/** The agent of the cast talks to the customer. */
export const talking: readonly Step[] = [logsIn(), customerCalls(), hears('agentlinked')];

/** The agent of the cast has the customer on hold. */
export const holding: readonly Step[] = [...talking, asks('hold')];

/** A customer of that queue rings the agent's phone, which nobody answers. */
export function ringsInVain(queue: string = QUEUE): readonly Step[] {
  return [logsIn(), phoneIsNotAnswered(), customerCalls(queue), hears('callprogress OnQueue'), phoneRings()];
}

/** The agent talks to whom it consults, and its customer waits. */
export const consulting: readonly Step[] = [...talking, consults(OTHER_PHONE), callIs('consulting: talking')];

/** Whom the agent consults does not answer, and its customer waits. */
export const ringingTarget: readonly Step[] = [...talking, consults(SPARE_PHONE), rings(SPARE_PHONE)];
