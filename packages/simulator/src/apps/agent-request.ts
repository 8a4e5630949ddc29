import type { Agent, AgentPhase } from '../engine/agent-pool.js';
import { type Channel, channelFields } from '../engine/channel.js';
import type { Pbx } from '../engine/pbx.js';
import { type Script, until } from '../engine/script.js';

/** The agent hears a beep so long before the call is connected. */
const BEEP_MS = 440;

/** `AgentRequest(number)`: connects the channel with a waiting agent; false if that did not come about. */
export function* agentRequest(pbx: Pbx, channel: Channel, number: string): Script<boolean> {
  channel.application = 'AgentRequest';
  channel.applicationData = number;
  const agent = idleAgent(pbx, channel, number);
  if (agent === undefined) return false;
  const bridge = pbx.createBridge('basic');
  let putOut: (() => void) | undefined;
  try {
    pbx.agents.call(agent, channel, () => putOut?.());
    bridge.enter(channel, () => putOut?.());
    pbx.setVariable(channel, 'AGENT_STATUS', 'NOT_CONNECTED');
    pbx.ringing(channel);
    const login = agent.channel;
    if (login !== undefined) pbx.emit('MusicOnHoldStop', 'call', channelFields(login));
    const beeped = yield* until<boolean>((resume) => {
      putOut = () => resume(false);
      return pbx.kernel.timer(BEEP_MS, () => resume(true));
    });
    if (!beeped || agent.channel === undefined) return false;
    pbx.agents.connect(agent, bridge);
    pbx.setConnected(channel, agent.channel.caller);
    pbx.answer(channel);
    yield* until<void>((resume) => {
      putOut = resume;
      return () => {};
    });
    return true;
  } finally {
    if (agent.phase === 'called') {
      bridge.leave(channel);
      pbx.agents.release(agent);
    } else if (channel.bridge === bridge) {
      bridge.leave(channel);
    }
  }
}

/** The agent, if one can be called now; otherwise `AGENT_STATUS` says why not. */
function idleAgent(pbx: Pbx, channel: Channel, number: string): Agent | undefined {
  const agent = pbx.agents.find(number);
  if (agent?.phase === 'idle') return agent;
  if (agent !== undefined && agent.phase !== 'logged-off') pbx.destroyBridge(pbx.createBridge('basic')); // made too early
  pbx.setVariable(channel, 'AGENT_STATUS', agent === undefined ? 'INVALID' : refusalOf(agent.phase));
  return undefined;
}

function refusalOf(phase: AgentPhase): string {
  // On probation an agent is busy, not absent.
  return phase === 'logged-off' || phase === 'prompt' ? 'NOT_LOGGED_IN' : 'BUSY';
}
