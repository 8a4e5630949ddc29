import type { RequestName } from '@openeccp/eccp';
import type { Handler } from './handler.js';
import { atxfercall } from './handlers/atxfercall.js';
import { callprogress } from './handlers/callprogress.js';
import { campaignlog } from './handlers/campaignlog.js';
import { dumpstatus } from './handlers/dumpstatus.js';
import { filterbyagent } from './handlers/filterbyagent.js';
import { getagentactivitysummary } from './handlers/getagentactivitysummary.js';
import { getagentqueues } from './handlers/getagentqueues.js';
import { getagentstatus } from './handlers/getagentstatus.js';
import { getcallinfo } from './handlers/getcallinfo.js';
import { getcampaigninfo } from './handlers/getcampaigninfo.js';
import { getcampaignlist } from './handlers/getcampaignlist.js';
import { getcampaignqueuewait } from './handlers/getcampaignqueuewait.js';
import { getcampaignstatus } from './handlers/getcampaignstatus.js';
import { getchanvars } from './handlers/getchanvars.js';
import { getextensionstatus } from './handlers/getextensionstatus.js';
import { getincomingqueuelist } from './handlers/getincomingqueuelist.js';
import { getincomingqueuestatus } from './handlers/getincomingqueuestatus.js';
import { getmultipleagentqueues } from './handlers/getmultipleagentqueues.js';
import { getmultipleagentstatus } from './handlers/getmultipleagentstatus.js';
import { getpauses } from './handlers/getpauses.js';
import { getqueuescript } from './handlers/getqueuescript.js';
import { getrequestlist } from './handlers/getrequestlist.js';
import { hangup } from './handlers/hangup.js';
import { hold } from './handlers/hold.js';
import { login } from './handlers/login.js';
import { loginagent } from './handlers/loginagent.js';
import { logout } from './handlers/logout.js';
import { logoutagent } from './handlers/logoutagent.js';
import { mixmonitormute } from './handlers/mixmonitormute.js';
import { mixmonitorunmute } from './handlers/mixmonitorunmute.js';
import { pauseagent } from './handlers/pauseagent.js';
import { pingagent } from './handlers/pingagent.js';
import { refreshagents } from './handlers/refreshagents.js';
import { resumeevents } from './handlers/resumeevents.js';
import { saveformdata } from './handlers/saveformdata.js';
import { schedulecall } from './handlers/schedulecall.js';
import { setcontact } from './handlers/setcontact.js';
import { transfercall } from './handlers/transfercall.js';
import { transfercallagent } from './handlers/transfercallagent.js';
import { unhold } from './handlers/unhold.js';
import { unpauseagent } from './handlers/unpauseagent.js';

/** Who carries out which request. A request of the protocol package without an entry here does not compile. */
export const handlers: { readonly [Name in RequestName]: Handler<Name> } = {
  getrequestlist,
  login,
  logout,
  filterbyagent,
  callprogress,
  getagentstatus,
  getmultipleagentstatus,
  loginagent,
  logoutagent,
  pingagent,
  getpauses,
  pauseagent,
  unpauseagent,
  getagentqueues,
  getmultipleagentqueues,
  getagentactivitysummary,
  refreshagents,
  dumpstatus,
  hangup,
  hold,
  unhold,
  transfercall,
  atxfercall,
  transfercallagent,
  schedulecall,
  getchanvars,
  mixmonitormute,
  mixmonitorunmute,
  getcallinfo,
  setcontact,
  saveformdata,
  getqueuescript,
  getcampaignlist,
  getcampaigninfo,
  getcampaignstatus,
  getcampaignqueuewait,
  getincomingqueuelist,
  getincomingqueuestatus,
  campaignlog,
  getextensionstatus,
  resumeevents,
};
