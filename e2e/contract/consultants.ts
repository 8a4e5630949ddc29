import { AGENT, CALLBACK, type Stage, type StagedConsultation } from './stage.js';

/** A kind of agent, and how it comes to talk to a customer. */
export interface Consultant {
  readonly what: string;
  readonly queue: string;
  readonly phone: string;
  readonly joined: string;
  readonly connected: string;
  /** Lines that stay after a call. */
  readonly lines: 0 | 1;
}

export const POOL: Consultant = {
  what: 'a pool agent',
  queue: '9000',
  phone: '412',
  joined: 'joined 9000: PJSIP/customer#1, number 5550171',
  connected: `connected to ${AGENT}: PJSIP/412#1`,
  lines: 1,
};

export const PHONE: Consultant = {
  what: 'a callback agent',
  queue: '8000',
  phone: '101',
  joined: 'joined 8000: PJSIP/customer#1, number 5550171',
  connected: `connected to ${CALLBACK}: PJSIP/101#1`,
  lines: 0,
};

export const ACCEPTED = ['consultation accepted'];

/** Talks to a customer and consults somebody. */
export async function consulting(
  stage: Stage,
  { queue }: Consultant,
  target: string,
): Promise<StagedConsultation> {
  return stage.consult(await stage.customerTalks(queue), target);
}
