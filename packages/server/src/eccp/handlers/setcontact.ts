import { accepted, failures, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.4 setcontact */
export const setcontact: Handler<'setcontact'> = async ({ args, agent, services }) => {
  const { callId, contactId } = args;
  const owner = await services.calls.owner({ kind: 'incoming', id: callId });
  if (owner === undefined) return refused(failures.callIdNotFound);
  if (owner.agent !== agent) return refused(failures.unauthorizedAgent);
  switch (await services.calls.setContact(callId, contactId)) {
    case 'set':
      return accepted(SUCCESS);
    case 'contact-unknown':
      return refused(failures.contactIdNotFound);
    case 'call-unknown':
      return refused(failures.callIdNotFound);
  }
};
