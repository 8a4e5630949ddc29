import { accepted, checkForms, failures, refused, SUCCESS } from '@openeccp/eccp';
import { refusedAs } from '../../services/read-database.js';
import type { Handler } from '../handler.js';

/** ECCP §8.4 saveformdata: any form may be filled in, by any agent that had the call, for its wrap-up goes on after a transfer. */
export const saveformdata: Handler<'saveformdata'> = async ({ args, agent, services }) => {
  const row = { kind: args.campaignType, id: args.callId };
  const agents = await services.calls.agents(row);
  if (agents?.includes(agent) !== true) return refused(failures.unauthorizedAgent);
  const formIds = args.forms.map(({ id }) => id);
  const fields = await refusedAs(failures.formsUnreadable, services.calls.formFields(formIds));
  const checked = checkForms(args.forms, fields);
  if (checked.kind === 'refused') return checked;
  await refusedAs(failures.formValueCheckFailed, services.calls.saveFormValues(row, checked.values));
  return accepted(SUCCESS);
};
