export * from './agent/agent.js';
export { type AgentStatus, agentStatus, loginOf, type PauseReason, pauseReasons } from './agent/status.js';
export {
  agentOf,
  type Call,
  type CallId,
  type CallPhase,
  type Held,
  type Released,
  type Talking,
  type Waiting,
} from './call/call.js';
export type { Command, CommandId, Outcome, Refusal } from './floor/command.js';
export { type Effect, type TelephonyIntent, type Timer, timerKey } from './floor/effect.js';
export type {
  CallLinked,
  CallProgressed,
  CallUnlinked,
  FloorEvent,
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
export type { Input, LiveCall, TelephonyFact, TelephonySnapshot } from './floor/input.js';
export { type Violation, violations } from './floor/invariants.js';
export { step, type Transition } from './floor/step.js';
export type { AgentRecord, BreakRecord, QueueRecord } from './ports/records.js';
export type {
  AgentSecret,
  CallOptions,
  ClientAccount,
  Directory,
  LeftoverReport,
  NewAgent,
  Storage,
} from './ports/storage.js';
export { orderKey, type ProgressStatus, type StorageWrite } from './ports/storage-write.js';
