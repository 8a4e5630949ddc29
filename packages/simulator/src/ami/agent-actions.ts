import type { AmiField } from '@openeccp/ami';
import type { Agent, AgentPhase } from '../engine/agent-pool.js';
import { channelFields } from '../engine/channel.js';
import { type ActionCall, type ActionReply, type ActionTable, done, header, refused } from './action.js';

/** Actions on the agents of the pool. */
export const AGENT_ACTIONS: ActionTable = {
  Agents: { summary: 'Lists agents and their status.', handle: agents },
  AgentLogoff: { summary: 'Sets an agent as no longer logged in.', handle: agentLogoff },
};

const SHOWN_AS: Readonly<Record<AgentPhase, string>> = {
  'logged-off': 'AGENT_LOGGEDOFF',
  prompt: 'AGENT_LOGGEDOFF',
  probation: 'AGENT_IDLE',
  idle: 'AGENT_IDLE',
  called: 'AGENT_ONCALL',
  talking: 'AGENT_ONCALL',
};

function agents({ pbx }: ActionCall): ActionReply {
  return {
    kind: 'list',
    message: 'Agents will follow',
    items: pbx.agents.all.map(agentFields),
    complete: 'AgentsComplete',
  };
}

function agentFields(agent: Agent): readonly AmiField[] {
  const fields: AmiField[] = [
    ['Event', 'Agents'],
    ['Agent', agent.number],
    ['Name', agent.name],
    ['Status', SHOWN_AS[agent.phase]],
  ];
  if (agent.channel === undefined || agent.phase === 'prompt') return fields;
  if (agent.callStartedAt !== undefined) {
    const peer = agent.channel.bridge?.peerOf(agent.channel);
    if (peer !== undefined) fields.push(['TalkingToChan', peer.name]);
    fields.push(['CallStarted', String(agent.callStartedAt)]);
  }
  fields.push(['LoggedInTime', String(agent.loggedInAt)]);
  return [...fields, ...channelFields(agent.channel)];
}

function agentLogoff(call: ActionCall): ActionReply {
  const number = header(call, 'Agent');
  if (number === '') return refused('No agent specified');
  const agent = call.pbx.agents.find(number);
  if (agent === undefined) return refused('No such agent');
  return done('Agent logged out', () => {
    // An agent who is not logged in is logged out all the same.
    if (agent.channel !== undefined) call.pbx.hangup(agent.channel);
  });
}
