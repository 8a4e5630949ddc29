import { agentOf, type EccpEvent, type RequestName } from '@openeccp/eccp';

/** What a client may do. One without rights of its own may do everything, as ECCP knows it (§5.4). */
export interface ClientRights {
  /** `read` asks and hears, `control` acts too. */
  readonly access: 'read' | 'control';
  /** `Agent/412`, `Agent/*` or `*`; what none of them names does not exist for the client. */
  readonly agents: readonly string[];
  /** If given, no other requests. */
  readonly requests: ReadonlySet<RequestName> | undefined;
}

/**
 * What a request needs. `of`: it names the agents that it is about; tells of all agents or calls without naming any; or
 * is about none.
 */
interface Need {
  readonly access: 'none' | 'read' | 'control';
  readonly of: 'named' | 'all' | 'nobody';
}

const OPEN: Need = { access: 'none', of: 'nobody' };
const READ_NAMED: Need = { access: 'read', of: 'named' };
const READ_ALL: Need = { access: 'read', of: 'all' };
const READ: Need = { access: 'read', of: 'nobody' };
const CONTROL_NAMED: Need = { access: 'control', of: 'named' };

const NEEDS: Readonly<Record<RequestName, Need>> = {
  getrequestlist: OPEN,
  login: OPEN,
  logout: OPEN,
  filterbyagent: READ_NAMED,
  getagentstatus: READ_NAMED,
  getmultipleagentstatus: READ_NAMED,
  getagentqueues: READ_NAMED,
  getmultipleagentqueues: READ_NAMED,
  getchanvars: READ_NAMED,
  callprogress: READ_ALL,
  getagentactivitysummary: READ_ALL,
  getcallinfo: READ_ALL,
  getcampaignstatus: READ_ALL,
  getincomingqueuestatus: READ_ALL,
  campaignlog: READ_ALL,
  getpauses: READ,
  getqueuescript: READ,
  getcampaignlist: READ,
  getcampaigninfo: READ,
  getcampaignqueuewait: READ,
  getincomingqueuelist: READ,
  getextensionstatus: READ,
  // It tells only what the client may hear.
  resumeevents: READ,
  refreshagents: { access: 'control', of: 'nobody' },
  dumpstatus: { access: 'control', of: 'all' },
  loginagent: CONTROL_NAMED,
  logoutagent: CONTROL_NAMED,
  pingagent: CONTROL_NAMED,
  pauseagent: CONTROL_NAMED,
  unpauseagent: CONTROL_NAMED,
  hangup: CONTROL_NAMED,
  hold: CONTROL_NAMED,
  unhold: CONTROL_NAMED,
  transfercall: CONTROL_NAMED,
  atxfercall: CONTROL_NAMED,
  transfercallagent: CONTROL_NAMED,
  schedulecall: CONTROL_NAMED,
  mixmonitormute: CONTROL_NAMED,
  mixmonitorunmute: CONTROL_NAMED,
  setcontact: CONTROL_NAMED,
  saveformdata: CONTROL_NAMED,
};

const ALL_AGENTS = '*';

/** Whether a request acts, and does not only ask. */
export function isControl(request: RequestName): boolean {
  return NEEDS[request].access === 'control';
}

/** Whether the client may make the request at all. One that tells of all agents needs all, or to be listed itself. */
export function mayRequest(rights: ClientRights, request: RequestName): boolean {
  const { access, of } = NEEDS[request];
  if (access === 'none') return true;
  if (access === 'control' && rights.access === 'read') return false;
  if (rights.requests !== undefined) return rights.requests.has(request);
  return of !== 'all' || mayReachAll(rights);
}

/** Whether all agents exist for the client, and with them calls that no agent had. */
export function mayReachAll(rights: ClientRights): boolean {
  return rights.agents.includes(ALL_AGENTS);
}

/** Whether the agent exists for the client. */
export function mayReach(rights: ClientRights, agent: string): boolean {
  const anyOfType = `${agent.slice(0, agent.indexOf('/'))}/${ALL_AGENTS}`;
  return rights.agents.some((named) => named === agent || named === anyOfType || named === ALL_AGENTS);
}

export function mayHear(rights: ClientRights, event: EccpEvent): boolean {
  const agent = agentOf(event);
  return agent === undefined ? mayRequest(rights, 'callprogress') : mayReach(rights, agent);
}

/** Whether it is how agents are named in rights. */
export function isAgentPattern(text: string): boolean {
  return text === ALL_AGENTS || /^\w+\/(\w+|\*)$/.test(text);
}
