import { isLoopback } from '../../access/default-password.js';
import { OWN_LOT } from '../../telephony/asterisk/parking-lots.js';
import type { InitAnswers } from './init-answers.js';
import { ownParkingLot } from './parking-lot.js';
import { TRANSFER_DIALPLAN } from './transfer-dialplan.js';

/** A file of Asterisk's configuration: what it holds and how Asterisk comes to read it. */
export interface AsteriskFile {
  readonly name: string;
  readonly text: string;
  /** Holds a secret, so only its owner may read it. */
  readonly secret: boolean;
  /** The step for the administrator, in Markdown. */
  readonly step: string;
}

/** Everything that a stock Asterisk 16 to 22 lacks. */
export function asteriskFiles(answers: InitAnswers): readonly AsteriskFile[] {
  return [manager(answers), extensions(), agents(answers), queues(answers), parking()];
}

/** How to put the files in place. */
export function asteriskReadme(files: readonly AsteriskFile[]): string {
  return `# What Asterisk needs for OpenECCP

Copy this folder to \`/etc/asterisk/openeccp\` and let the files of Asterisk include those in it, as root:

    cp -rT . /etc/asterisk/openeccp
    chown -R asterisk: /etc/asterisk/openeccp

${files.map(({ name, step }, index) => `${index + 1}. \`${name}\`: ${step}`).join('\n')}

Then restart Asterisk, or in the middle of work \`asterisk -rx 'core reload'\`, and \`openeccp doctor\` says whether
everything is in place.
`;
}

/** Rights measured on Asterisk 16 and 22: with fewer, the actions named beside each are refused. */
function manager({ ami }: InitAnswers): AsteriskFile {
  const permit = isLoopback(ami.host)
    ? 'permit = 127.0.0.1/255.255.255.255'
    : '; The address from which OpenECCP connects:\n; permit = 192.0.2.1/255.255.255.255';
  return {
    name: 'manager.conf',
    secret: true,
    step: 'at the end of `/etc/asterisk/manager.conf` write `#include openeccp/manager.conf`; `enabled = yes` must be in its `[general]`.',
    text: `[${ami.user}]
secret = ${ami.secret}
deny = 0.0.0.0/0.0.0.0
${permit}
; Calls with their bridges and parking; agents with their queues.
read = call,agent
; originate: logins, calls of campaigns, consultations, retrieval of held calls. agent: queues and breaks.
; call: hold, transfer, hang-up, recordings, variables of calls.
; reporting: which calls there are after a reconnect, dial plan checks.
; system: list of the phones; not needed when openeccp.yaml lists them under extensions.
; Add command where a PBX distribution keeps the queues of callback agents in its AstDB.
write = call,agent,originate,reporting,system
writetimeout = 10000
`,
  };
}

function extensions(): AsteriskFile {
  return {
    name: 'extensions.conf',
    secret: false,
    step: 'at the end of `/etc/asterisk/extensions.conf` (`extensions_custom.conf` of a PBX distribution) write `#include openeccp/extensions.conf`.',
    text: `; OpenECCP calls an agent's phone to here; the agent stays on the line.
[agent-login]
exten => _X.,1,AgentLogin(\${EXTEN})
 same => n,Hangup()

; Queue members Local/<agent>@agents and held calls that come back reach the agent through here.
[agents]
exten => _X.,1,AgentRequest(\${EXTEN})
 same => n,Congestion()

${TRANSFER_DIALPLAN}`,
  };
}

function agents({ agents }: InitAnswers): AsteriskFile {
  return {
    name: 'agents.conf',
    secret: false,
    step: 'at the end of `/etc/asterisk/agents.conf` write `#include openeccp/agents.conf`; `app_agent_pool.so` must be loaded.',
    text: `; Agents of the pool: one section each, and a row of table agent (openeccp agent add Agent/<number>).
[openeccp-agent](!)
ackcall = no
autologoff = 0
wrapuptime = 0
musiconhold = default

${agents.map((number) => `[${number}](openeccp-agent)\nfullname = Agent ${number}\n`).join('\n')}`,
  };
}

function queues({ agents, queue }: InitAnswers): AsteriskFile {
  return {
    name: 'queues.conf',
    secret: false,
    step: 'an example. Give queues of your own the same kind of members, or include it in `/etc/asterisk/queues.conf` and let calls reach `Queue(…)`.',
    text: `; Pool agents are members through the context agents; their state is that of the pool.
[${queue}]
strategy = leastrecent
timeout = 30
retry = 2
ringinuse = no
joinempty = yes
${agents.map((number) => `member => Local/${number}@agents,0,Agent ${number},Agent:${number}`).join('\n')}
`,
  };
}

function parking(): AsteriskFile {
  return {
    name: 'res_parking.conf',
    secret: false,
    step: `held calls wait in the parking lot \`${OWN_LOT}\`, apart from the lot of the phones. At the end of \`/etc/asterisk/res_parking.conf\` write \`#include openeccp/res_parking.conf\`; \`res_parking.so\` must be loaded.`,
    text: ownParkingLot(),
  };
}
