import type { Channel } from '../engine/channel.js';
import type { Pbx } from '../engine/pbx.js';
import { forever, pause, type Script } from '../engine/script.js';

/** The prompt `agent-loginok` plays so long. */
const PROMPT_MS = 1760;

/** `AgentLogin(number[,s])`: the channel belongs to the agent until it is hung up or redirected. */
export function* agentLogin(pbx: Pbx, channel: Channel, number: string, options = ''): Script {
  channel.application = 'AgentLogin';
  channel.applicationData = options === '' ? number : `${number},${options}`;
  pbx.answer(channel);
  const agent = pbx.agents.find(number);
  if (agent === undefined || agent.phase !== 'logged-off') return; // "already on": the phone is hung up
  pbx.agents.reserve(agent, channel);
  try {
    if (!options.includes('s')) yield* pause(pbx.kernel, PROMPT_MS);
    pbx.agents.login(agent, channel);
    yield* forever();
  } finally {
    pbx.agents.logoff(agent, channel);
  }
}
