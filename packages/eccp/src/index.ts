export * from './codec/document-reader.js';
export * from './codec/document-writer.js';
export { phpInt } from './codec/php-int.js';
export * from './codec/time.js';
export * from './codec/xml-element.js';
export * from './messages/agent-credentials.js';
export * from './messages/agent-status.js';
export * from './messages/call-details.js';
export * from './messages/call-info.js';
export * from './messages/call-type.js';
export type { OpenWord } from './messages/elements.js';
export * from './messages/event-definition.js';
export type { AgentFailedLoginEvent } from './messages/events/agentfailedlogin.js';
export type { AgentLinkedEvent } from './messages/events/agentlinked.js';
export type { AgentLoggedInEvent } from './messages/events/agentloggedin.js';
export type { AgentLoggedOutEvent } from './messages/events/agentloggedout.js';
export type { AgentUnlinkedEvent } from './messages/events/agentunlinked.js';
export type { CallProgressEvent, ProgressWord } from './messages/events/callprogress.js';
export type { PauseEndEvent } from './messages/events/pauseend.js';
export type { PauseStartEvent } from './messages/events/pausestart.js';
export type { QueueMembershipEvent } from './messages/events/queuemembership.js';
export * from './messages/events.js';
export * from './messages/failures.js';
export * from './messages/known-commands.js';
export * from './messages/pause-class.js';
export * from './messages/request-definition.js';
export * from './messages/request-outcome.js';
export type { CallProgressArguments } from './messages/requests/callprogress.js';
export { ANY_AGENT, type FilterByAgentArguments } from './messages/requests/filterbyagent.js';
export type { AgentQueuesReply, GetAgentQueuesArguments } from './messages/requests/getagentqueues.js';
export type { GetAgentStatusArguments } from './messages/requests/getagentstatus.js';
export type {
  GetMultipleAgentStatusArguments,
  MultipleAgentStatusReply,
  NumberedAgentStatus,
} from './messages/requests/getmultipleagentstatus.js';
export type { PausesReply, PauseType } from './messages/requests/getpauses.js';
export type { RequestListReply } from './messages/requests/getrequestlist.js';
export type { LoginArguments, LoginReply } from './messages/requests/login.js';
export type { LoginAgentArguments, LoginAgentReply } from './messages/requests/loginagent.js';
export type { LogoutAgentReply } from './messages/requests/logoutagent.js';
export type { PauseAgentArguments } from './messages/requests/pauseagent.js';
export * from './messages/requests.js';
export * from './messages/responses.js';
export { SUCCESS, type SuccessReply } from './messages/success-reply.js';
export * from './session/agent-hash.js';
export * from './session/client-session.js';
export * from './session/server-session.js';
export * from './session/session-state.js';
