export * from './agent/agent.js';
export { breakRefusal } from './agent/break.js';
export {
  type AgentStatus,
  agentStatus,
  isToPause,
  loginOf,
  type PauseReason,
  pauseReasons,
} from './agent/status.js';
export {
  agentOf,
  type Call,
  type CallId,
  type CallPhase,
  type ConsultationStage,
  type Consulting,
  type Held,
  type Incoming,
  type Outgoing,
  type Placing,
  type Released,
  rowOf,
  type Talking,
  type Waiting,
} from './call/call.js';
export {
  type CallAttribute,
  type CallDetails,
  type MatchingContact,
  NO_DETAILS,
  type SurveyForm,
} from './call/details.js';
export type { CallOrder } from './call/place.js';
export {
  type CallWindow,
  type DayHours,
  daysWithin,
  hoursOfDay,
  hoursWithin,
} from './campaign/call-window.js';
export type { Command, CommandId, Outcome, Refusal, TargetTrouble } from './floor/command.js';
export {
  type CallIntent,
  type CallOrderTarget,
  type Destination,
  type DetailsQuestion,
  type Effect,
  type LoginIntent,
  type TelephonyIntent,
  type Timer,
  type TransferIntent,
  timerKey,
} from './floor/effect.js';
export type {
  CallLinked,
  CallProgressed,
  CallUnlinked,
  DialTimes,
  FloorEvent,
  OfCall,
  PauseClass,
  PauseEnded,
  PauseStarted,
} from './floor/events.js';
export {
  DEFAULT_SETTINGS,
  Floor,
  type FloorDelta,
  type FloorSettings,
  type FloorView,
  type RowIds,
  type Telephony,
} from './floor/floor.js';
export type {
  CallFact,
  Input,
  LiveCall,
  OutgoingFact,
  PresenceFact,
  TelephonyFact,
  TelephonySnapshot,
  TransferFact,
} from './floor/input.js';
export { type Violation, violations } from './floor/invariants.js';
export { step, type Transition } from './floor/step.js';
export type { ActivityStore, AgentActivity, QueueTalk, Span } from './ports/activity-store.js';
export type { CallScope, CampaignKind, CampaignScope, QueueScope } from './ports/call-scope.js';
export type {
  CallAgain,
  CallAgainResult,
  CallQuestion,
  CallStore,
  DueCall,
  DueCampaign,
  StoredCall,
} from './ports/call-store.js';
export type { LogEntry, LogQuery } from './ports/campaign-log.js';
export type {
  Campaign,
  CampaignFilter,
  CampaignResult,
  CampaignState,
  CampaignStore,
  CampaignUrl,
  IncomingCampaign,
  IncomingQueue,
  ListedCampaign,
  OutgoingCampaign,
  Page,
} from './ports/campaign-store.js';
export type { Form, FormField } from './ports/form.js';
export type { FloorImage, JournalEntry, TimerSetting } from './ports/journal.js';
export type { DayRange, LocalDay, LocalTime } from './ports/local-day.js';
export type {
  AgentRecord,
  BreakRecord,
  CallRow,
  CampaignSchedule,
  IncomingRow,
  OutgoingRow,
  QueueRecord,
} from './ports/records.js';
export { NO_ROWS, type RenumberedRow, type RowsInUse, rowsInUse } from './ports/rows-in-use.js';
export {
  type CenterSettings,
  NO_CENTER_SETTINGS,
  type SettingsReading,
  type SettingsStore,
} from './ports/settings-store.js';
export type {
  AgentSecret,
  CallOptions,
  ClientAccount,
  Directory,
  LeftoverReport,
  NewAgent,
  NewClient,
  Storage,
} from './ports/storage.js';
export {
  callKey,
  orderKey,
  type PreviousAttempt,
  type ProgressStatus,
  type StorageWrite,
} from './ports/storage-write.js';
export type {
  ContactCount,
  ContactsSeen,
  TallyChanges,
  TallyRow,
  TallySeed,
  TallyStore,
} from './ports/tally-store.js';
export {
  type CallCount,
  COUNTED_STATUSES,
  INCOMING_COUNTS,
  type IncomingCount,
  incomingCount,
  isJoined,
  OUTGOING_COUNTS,
  type OutgoingCount,
  outgoingCount,
} from './stats/call-counts.js';
export { type CallMark, type DayOf, isEnd, markAfter, markBefore, markOf } from './stats/call-mark.js';
export {
  CallTally,
  type QueueWaits,
  type TalkTime,
  type Tally,
} from './stats/call-tally.js';
export { WAIT_INTERVAL_S, WAIT_INTERVALS, waitInterval } from './stats/queue-wait.js';
