import { accepted, failures, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.4 setcontact: by any agent that had the call. */
export const setcontact: Handler<'setcontact'> = async ({ args, agent, services }) => {
  const { callId, contactId } = args;
  const agents = await services.calls.agents({ kind: 'incoming', id: callId });
  if (agents === undefined) return refused(failures.callIdNotFound);
  if (!agents.includes(agent)) return refused(failures.unauthorizedAgent);
  switch (await services.calls.setContact(callId, contactId)) {
    case 'set':
      return accepted(SUCCESS);
    case 'contact-unknown':
      return refused(failures.contactIdNotFound);
    case 'call-unknown':
      return refused(failures.callIdNotFound);
  }
};
