import { DEFAULT_CONTEXTS } from '../../telephony/asterisk/agent-interfaces.js';
import { OWN_LOT } from '../../telephony/asterisk/parking-lots.js';

const { hold, consult, transfer, agent, parked, comeback } = DEFAULT_CONTEXTS;

/**
 * The contexts through which calls are transferred, for Asterisk 16 to 22. They bring everybody together by themselves,
 * so that no customer is left alone when the server is away: `docs/adr/0011-transfers-in-the-dialplan.md`.
 */
export const TRANSFER_DIALPLAN: string = `; A customer waits here with music while its agent consults somebody. The extension is the customer's queue.
[${hold}]
exten => _[0-9A-Za-z]!,1,Set(SHARED(OPENECCP_WAITS)=yes)
 same => n,BridgeWait(openeccp)
 same => n,Hangup()
; Else the pattern would take a customer who hangs up through all that once more.
exten => h,1,NoOp()

; The agent's leg of a consultation; the extension is the number that is consulted. Whoever of the two stays when the
; other one leaves goes on to the customer: the agent by option g, the target by option F. The target's leg must be
; /n, because a Local channel that optimises itself away forgets about F. A target that can't be reached may be found out
; before the customer has come out of the bridge it was in, and whoever joined it then would be left alone: hence the wait
; until it says that it waits.
[${consult}]
exten => _X!,1,Dial(\${OPENECCP_DIAL},\${OPENECCP_RING},gF)
 same => n(back),GotoIf($["\${IMPORT(\${OPENECCP_CUSTOMER},CHANNEL(name))}" = ""]?gone)
 same => n,GotoIf($["\${SHARED(OPENECCP_WAITS,\${OPENECCP_CUSTOMER})}" = "yes"]?meet)
 same => n,Set(OPENECCP_TRIES=$[0\${OPENECCP_TRIES} + 1])
 same => n,GotoIf($[\${OPENECCP_TRIES} > 50]?gone)
 same => n,Wait(0.1)
 same => n,Goto(back)
 same => n(meet),Set(SHARED(OPENECCP_WAITS,\${OPENECCP_CUSTOMER})=)
 same => n,Bridge(\${OPENECCP_CUSTOMER})
 same => n(gone),Hangup()
; The agent is called to a customer who waits alone.
exten => return,1,Bridge(\${OPENECCP_CUSTOMER})
 same => n,Hangup()

; A customer is sent to another agent, and back to its queue, which is the extension, when that one can't be reached;
; there it goes before those who have not been with an agent yet, and again if the queue lets it go unanswered.
[${transfer}]
exten => _[0-9A-Za-z]!,1,Dial(\${OPENECCP_DIAL},\${OPENECCP_RING},m)
 same => n,Set(QUEUE_PRIO=$[0\${QUEUE_PRIO} + 1])
 same => n(queue),Queue(\${EXTEN})
 same => n,GotoIf($[\${QUEUE_EXISTS(\${EXTEN})} = 0]?gone)
 same => n,MusicOnHold(,5)
 same => n,Goto(queue)
 same => n(gone),Hangup()
exten => h,1,NoOp()

; As [agents], but with patience: an agent is busy for a moment after each call and for 5 seconds after its login. When
; its phone hangs up AgentRequest returns, and this leg must end too.
[${agent}]
exten => _X!,1,AgentRequest(\${EXTEN})
 same => n,GotoIf($["\${AGENT_STATUS}" != "BUSY"]?gone)
 same => n,Wait(0.1)
 same => n,Goto(1)
 same => n(gone),Hangup()

; Takes a customer out of the parking lot [openeccp]; the extension is its slot.
[${parked}]
exten => _X!,1,ParkedCall(${OWN_LOT},\${EXTEN})
 same => n,Hangup()

; A customer whom that lot lets go by time-out goes to its agent, else to its queue; one who came through none goes to
; its agent until that one answers.
[${comeback}]
exten => s,1,GotoIf($["\${OPENECCP_QUEUE}" != ""]?${transfer},\${OPENECCP_QUEUE},1)
 same => n(agent),Dial(\${OPENECCP_DIAL},\${OPENECCP_RING},m)
 same => n,MusicOnHold(,5)
 same => n,Goto(agent)
`;
