import type { CallQuestion } from '@openeccp/core';
import { accepted, failures, type GetCallInfoArguments, refused } from '@openeccp/eccp';
import { refusedAs } from '../../services/read-database.js';
import type { Handler, Services } from '../handler.js';
import { storedCall } from '../stored-call.js';

/** ECCP §8.4 getcallinfo */
export const getcallinfo: Handler<'getcallinfo'> = async ({ args, services }) => {
  const call = await refusedAs(failures.callInfoUnreadable, read(services, args));
  return call === undefined ? refused(failures.callNotFound) : accepted(call);
};

async function read({ calls }: Services, args: GetCallInfoArguments) {
  const call = await calls.info(questionOf(args));
  return call && storedCall(call, await calls.details(call.row, call.phone));
}

function questionOf(args: GetCallInfoArguments): CallQuestion {
  const { callId: id } = args;
  return args.campaignType === 'incoming'
    ? { kind: 'incoming', id }
    : { kind: 'outgoing', id, campaignId: args.campaignId };
}
