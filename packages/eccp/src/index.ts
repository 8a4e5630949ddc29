export { AgentHandle } from './client/agent-handle.js';
export { AgentsView } from './client/agents-view.js';
export type { Backoff } from './client/backoff.js';
export type { ClientStatus } from './client/client-status.js';
export type { Address } from './client/dial.js';
export { type ConnectOptions, connect, EccpClient } from './client/eccp-client.js';
export * from './client/errors.js';
export type { FloorNews } from './client/floor-news.js';
export type { RequestOptions } from './client/link.js';
export * from './codec/date.js';
export * from './codec/document-reader.js';
export * from './codec/document-writer.js';
export { phpInt } from './codec/php-int.js';
export * from './codec/time.js';
export * from './codec/xml-element.js';
export * from './messages/agent-call.js';
export * from './messages/agent-credentials.js';
export type { AgentList } from './messages/agent-list.js';
export * from './messages/agent-status.js';
export * from './messages/call-details.js';
export * from './messages/call-info.js';
export * from './messages/call-record.js';
export * from './messages/call-type.js';
export {
  type CampaignForm,
  type FormField,
  type FormFieldType,
  MAX_FIELD_SIZE,
} from './messages/campaign-forms.js';
export * from './messages/campaign-status.js';
export type { CampaignUrl, CampaignUrls } from './messages/campaign-urls.js';
export * from './messages/campaign-words.js';
export { type DateRange, dateFailure, inOrder, type StartDate } from './messages/date-arguments.js';
export type { OpenWord } from './messages/elements.js';
export * from './messages/event-definition.js';
export type { AgentFailedLoginEvent } from './messages/events/agentfailedlogin.js';
export type { AgentLinkedEvent } from './messages/events/agentlinked.js';
export type { AgentLoggedInEvent } from './messages/events/agentloggedin.js';
export type { AgentLoggedOutEvent } from './messages/events/agentloggedout.js';
export type { AgentStateChangeEvent } from './messages/events/agentstatechange.js';
export type { AgentUnlinkedEvent } from './messages/events/agentunlinked.js';
export type { CallProgressEvent, ProgressWord } from './messages/events/callprogress.js';
export type { ConsultationEndEvent } from './messages/events/consultationend.js';
export type { ConsultationStartEvent } from './messages/events/consultationstart.js';
export type { PauseEndEvent } from './messages/events/pauseend.js';
export type { PauseStartEvent } from './messages/events/pausestart.js';
export type { QueueMembershipEvent } from './messages/events/queuemembership.js';
export type { RecordingMuteEvent } from './messages/events/recordingmute.js';
export type { RecordingUnmuteEvent } from './messages/events/recordingunmute.js';
export type { ScheduleCallFailedEvent } from './messages/events/schedulecallfailed.js';
export type { ScheduleCallStartEvent } from './messages/events/schedulecallstart.js';
export * from './messages/events.js';
export type { AgentStateEvent } from './messages/extensions/agentstate.js';
export type { HoldWarningEvent } from './messages/extensions/holdwarning.js';
export type {
  EventPosition,
  ResumeEventsArguments,
  ResumeEventsReply,
} from './messages/extensions/resumeevents.js';
export type { UnholdFailedEvent } from './messages/extensions/unholdfailed.js';
export * from './messages/failures.js';
export * from './messages/filled-form.js';
export * from './messages/form-check.js';
export type { KnownAgent } from './messages/known-agent.js';
export * from './messages/known-commands.js';
export { type Page, pageFailure } from './messages/page-arguments.js';
export * from './messages/pause-class.js';
export * from './messages/plain-lines.js';
export * from './messages/request-definition.js';
export * from './messages/request-outcome.js';
export type { AttendedTransferReply } from './messages/requests/atxfercall.js';
export type { CallProgressArguments } from './messages/requests/callprogress.js';
export type { CampaignLogArguments, CampaignLogReply, LogEntry } from './messages/requests/campaignlog.js';
export { ANY_AGENT, type FilterByAgentArguments } from './messages/requests/filterbyagent.js';
export type {
  AgentActivity,
  AgentActivitySummaryReply,
  QueueCalls,
} from './messages/requests/getagentactivitysummary.js';
export type { AgentQueuesReply, GetAgentQueuesArguments } from './messages/requests/getagentqueues.js';
export type { GetAgentStatusArguments } from './messages/requests/getagentstatus.js';
export type { GetCallInfoArguments } from './messages/requests/getcallinfo.js';
export type {
  CampaignDialing,
  CampaignInfo,
  GetCampaignInfoArguments,
} from './messages/requests/getcampaigninfo.js';
export type {
  CampaignListReply,
  GetCampaignListArguments,
  ListedCampaign,
} from './messages/requests/getcampaignlist.js';
export type {
  CampaignQueueWaitReply,
  GetCampaignQueueWaitArguments,
  WaitInterval,
} from './messages/requests/getcampaignqueuewait.js';
export type { GetCampaignStatusArguments } from './messages/requests/getcampaignstatus.js';
export type { ChannelVariable, ChannelVariablesReply } from './messages/requests/getchanvars.js';
export {
  type ExtensionStatusReply,
  type GetExtensionStatusArguments,
  parseExtension,
  type TechnologyAndNumber,
  unknownTechnology,
} from './messages/requests/getextensionstatus.js';
export type { IncomingQueue, IncomingQueueListReply } from './messages/requests/getincomingqueuelist.js';
export type { GetIncomingQueueStatusArguments } from './messages/requests/getincomingqueuestatus.js';
export type {
  MultipleAgentQueuesReply,
  NumberedAgentQueues,
} from './messages/requests/getmultipleagentqueues.js';
export type {
  MultipleAgentStatusReply,
  NumberedAgentStatus,
} from './messages/requests/getmultipleagentstatus.js';
export type { PausesReply, PauseType } from './messages/requests/getpauses.js';
export type { GetQueueScriptArguments, QueueScriptReply } from './messages/requests/getqueuescript.js';
export type { RequestListReply } from './messages/requests/getrequestlist.js';
export type { LoginArguments, LoginReply } from './messages/requests/login.js';
export type { LoginAgentArguments, LoginAgentReply } from './messages/requests/loginagent.js';
export type { LogoutAgentReply } from './messages/requests/logoutagent.js';
export type { MixMonitorMuteArguments } from './messages/requests/mixmonitormute.js';
export type { PauseAgentArguments } from './messages/requests/pauseagent.js';
export type { SaveFormDataArguments } from './messages/requests/saveformdata.js';
export type { ScheduleCallArguments, ScheduledCall, ScheduleText } from './messages/requests/schedulecall.js';
export type { SetContactArguments } from './messages/requests/setcontact.js';
export type { TransferCallAgentArguments } from './messages/requests/transfercallagent.js';
export * from './messages/requests.js';
export * from './messages/responses.js';
export * from './messages/schedule-check.js';
export { SUCCESS, type SuccessReply } from './messages/success-reply.js';
export type { TransferArguments } from './messages/transfer-arguments.js';
export * from './session/agent-hash.js';
export * from './session/client-session.js';
export * from './session/server-session.js';
export * from './session/session-state.js';
