import { accepted, checkForms, failures, refused, SUCCESS } from '@openeccp/eccp';
import { refusedAs } from '../../services/read-database.js';
import type { Handler } from '../handler.js';

/** ECCP §8.4 saveformdata: any form may be filled in, by the agent that had the call last. */
export const saveformdata: Handler<'saveformdata'> = async ({ args, agent, services }) => {
  const row = { kind: args.campaignType, id: args.callId };
  const owner = await services.calls.owner(row);
  if (owner?.agent !== agent) return refused(failures.unauthorizedAgent);
  const formIds = args.forms.map(({ id }) => id);
  const fields = await refusedAs(failures.formsUnreadable, services.calls.formFields(formIds));
  const checked = checkForms(args.forms, fields);
  if (checked.kind === 'refused') return checked;
  await refusedAs(failures.formValueCheckFailed, services.calls.saveFormValues(row, checked.values));
  return accepted(SUCCESS);
};
