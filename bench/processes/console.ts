import { agentHash, md5Hex } from '@openeccp/eccp';
import { ConsoleLine } from './console-line.js';

/** Who logs in, and which agent the console is of. */
export interface ConsoleUser {
  readonly client: string;
  readonly agent: string;
  readonly password: string;
}

/** What a console asks (client-dependencies.md §3.1, §3.3). Commands without their request. */
export interface ConsoleCommands {
  readonly login: string;
  readonly filter: string;
  readonly status: string;
  readonly pauses: string;
  readonly logout: string;
  /** With the agent's proof, made of the cookie that the login gave. */
  readonly ping: (cookie: string) => string;
  readonly channelVariables: (cookie: string) => string;
}

export function consoleCommands({ client, agent, password }: ConsoleUser): ConsoleCommands {
  const withProof = (name: string) => (cookie: string) =>
    `<${name}><agent_number>${agent}</agent_number><agent_hash>${agentHash(cookie, agent, password)}</agent_hash></${name}>`;
  return {
    login: `<login><username>${client}</username><password>${md5Hex(client)}</password></login>`,
    filter: `<filterbyagent><agent_number>${agent}</agent_number></filterbyagent>`,
    status: `<getagentstatus><agent_number>${agent}</agent_number></getagentstatus>`,
    pauses: '<getpauses/>',
    logout: '<logout/>',
    ping: withProof('pingagent'),
    channelVariables: withProof('getchanvars'),
  };
}

/** A logged-in console that hears of its agent only, as every web request begins. */
export async function openConsole(
  port: number,
  commands: ConsoleCommands,
  onExchange: ConsoleLine['onExchange'] = () => {},
): Promise<{ readonly line: ConsoleLine; readonly cookie: string; readonly status: string }> {
  const line = await ConsoleLine.connect(port);
  line.onExchange = onExchange;
  const answer = await line.ask(commands.login);
  const cookie = fieldOf(answer, 'app_cookie');
  if (cookie === undefined) throw new Error(`not logged in: ${answer}`);
  await line.ask(commands.filter);
  return { line, cookie, status: await line.ask(commands.status) };
}

/** What is asked about the call that a status or an `agentlinked` tells of; nothing if it tells of none. */
export function callCommands(document: string): readonly string[] {
  const type = fieldOf(document, 'calltype') ?? fieldOf(document, 'call_type');
  const call = fieldOf(document, 'callid') ?? fieldOf(document, 'call_id');
  const campaign = fieldOf(document, 'campaign_id');
  if (type === undefined || call === undefined || campaign === undefined) return [];
  const of = `<campaign_type>${type}</campaign_type><campaign_id>${campaign}</campaign_id>`;
  return [
    `<getcallinfo>${of}<call_id>${call}</call_id></getcallinfo>`,
    `<getcampaigninfo>${of}</getcampaigninfo>`,
  ];
}

/** The text of the first element of that name. */
export function fieldOf(document: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)<`).exec(document)?.[1];
}
