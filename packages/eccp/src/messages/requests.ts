import { resumeevents } from './extensions/resumeevents.js';
import type { RequestDefinition } from './request-definition.js';
import { atxfercall } from './requests/atxfercall.js';
import { callprogress } from './requests/callprogress.js';
import { campaignlog } from './requests/campaignlog.js';
import { dumpstatus } from './requests/dumpstatus.js';
import { filterbyagent } from './requests/filterbyagent.js';
import { getagentactivitysummary } from './requests/getagentactivitysummary.js';
import { getagentqueues } from './requests/getagentqueues.js';
import { getagentstatus } from './requests/getagentstatus.js';
import { getcallinfo } from './requests/getcallinfo.js';
import { getcampaigninfo } from './requests/getcampaigninfo.js';
import { getcampaignlist } from './requests/getcampaignlist.js';
import { getcampaignqueuewait } from './requests/getcampaignqueuewait.js';
import { getcampaignstatus } from './requests/getcampaignstatus.js';
import { getchanvars } from './requests/getchanvars.js';
import { getextensionstatus } from './requests/getextensionstatus.js';
import { getincomingqueuelist } from './requests/getincomingqueuelist.js';
import { getincomingqueuestatus } from './requests/getincomingqueuestatus.js';
import { getmultipleagentqueues } from './requests/getmultipleagentqueues.js';
import { getmultipleagentstatus } from './requests/getmultipleagentstatus.js';
import { getpauses } from './requests/getpauses.js';
import { getqueuescript } from './requests/getqueuescript.js';
import { getrequestlist } from './requests/getrequestlist.js';
import { hangup } from './requests/hangup.js';
import { hold } from './requests/hold.js';
import { login } from './requests/login.js';
import { loginagent } from './requests/loginagent.js';
import { logout } from './requests/logout.js';
import { logoutagent } from './requests/logoutagent.js';
import { mixmonitormute } from './requests/mixmonitormute.js';
import { mixmonitorunmute } from './requests/mixmonitorunmute.js';
import { pauseagent } from './requests/pauseagent.js';
import { pingagent } from './requests/pingagent.js';
import { refreshagents } from './requests/refreshagents.js';
import { saveformdata } from './requests/saveformdata.js';
import { schedulecall } from './requests/schedulecall.js';
import { setcontact } from './requests/setcontact.js';
import { transfercall } from './requests/transfercall.js';
import { transfercallagent } from './requests/transfercallagent.js';
import { unhold } from './requests/unhold.js';
import { unpauseagent } from './requests/unpauseagent.js';

/** The requests that this version speaks, by name. Name unions and typed calls derive from it. */
export interface RequestTable {
  readonly getrequestlist: typeof getrequestlist;
  readonly login: typeof login;
  readonly logout: typeof logout;
  readonly filterbyagent: typeof filterbyagent;
  readonly callprogress: typeof callprogress;
  readonly getagentstatus: typeof getagentstatus;
  readonly getmultipleagentstatus: typeof getmultipleagentstatus;
  readonly loginagent: typeof loginagent;
  readonly logoutagent: typeof logoutagent;
  readonly pingagent: typeof pingagent;
  readonly getpauses: typeof getpauses;
  readonly pauseagent: typeof pauseagent;
  readonly unpauseagent: typeof unpauseagent;
  readonly getagentqueues: typeof getagentqueues;
  readonly getmultipleagentqueues: typeof getmultipleagentqueues;
  readonly getagentactivitysummary: typeof getagentactivitysummary;
  readonly refreshagents: typeof refreshagents;
  readonly dumpstatus: typeof dumpstatus;
  readonly hangup: typeof hangup;
  readonly hold: typeof hold;
  readonly unhold: typeof unhold;
  readonly transfercall: typeof transfercall;
  readonly atxfercall: typeof atxfercall;
  readonly transfercallagent: typeof transfercallagent;
  readonly schedulecall: typeof schedulecall;
  readonly getchanvars: typeof getchanvars;
  readonly mixmonitormute: typeof mixmonitormute;
  readonly mixmonitorunmute: typeof mixmonitorunmute;
  readonly getcallinfo: typeof getcallinfo;
  readonly setcontact: typeof setcontact;
  readonly saveformdata: typeof saveformdata;
  readonly getqueuescript: typeof getqueuescript;
  readonly getcampaignlist: typeof getcampaignlist;
  readonly getcampaigninfo: typeof getcampaigninfo;
  readonly getcampaignstatus: typeof getcampaignstatus;
  readonly getcampaignqueuewait: typeof getcampaignqueuewait;
  readonly getincomingqueuelist: typeof getincomingqueuelist;
  readonly getincomingqueuestatus: typeof getincomingqueuestatus;
  readonly campaignlog: typeof campaignlog;
  readonly getextensionstatus: typeof getextensionstatus;
  readonly resumeevents: typeof resumeevents;
}

export const requests: RequestTable = {
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

export type RequestName = keyof RequestTable;
export type ArgumentsOf<Name extends RequestName> = Parameters<RequestTable[Name]['encodeArguments']>[0];
export type ReplyOf<Name extends RequestName> = ReturnType<RequestTable[Name]['decodeReply']>;

export const requestNames: readonly RequestName[] = Object.keys(requests) as RequestName[];

/** Requests that ECCP does not have: ours, spoken in the extended profile alone (ADR 0024). */
export const ownRequests: ReadonlySet<RequestName> = new Set(['resumeevents']);

/** Own keys only: `constructor` and its like are unknown commands. */
export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}

/** The table again, typed so that a generic name keeps arguments and reply together. */
type Definitions = {
  readonly [Name in RequestName]: RequestDefinition<Name, ArgumentsOf<Name>, ReplyOf<Name>>;
};

const definitions: Definitions = requests;

export function definitionOf<Name extends RequestName>(name: Name): Definitions[Name] {
  return definitions[name];
}
