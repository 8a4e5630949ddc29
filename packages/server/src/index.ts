export type { ServerConfig } from './config/server-config.js';
export { AsteriskRegistrations, type Registration, type Registrations } from './directory/registrations.js';
export type { Chance } from './runtime/chance.js';
export { type Clock, systemClock } from './runtime/clock.js';
export { beforeEndOfTurn } from './runtime/end-of-turn.js';
export {
  type RunningServer,
  type ServerJournal,
  type ServerObserver,
  type ServerParts,
  startServer,
  type WriteSink,
} from './server.js';
export { type Difference, differenceLine } from './shadow/difference.js';
export { AsteriskNotReachedError, Shadow, type ShadowCounts, type ShadowOptions } from './shadow/shadow.js';
export { type AgentContexts, DEFAULT_CONTEXTS } from './telephony/asterisk/agent-interfaces.js';
export { type AsteriskOptions, AsteriskTelephony } from './telephony/asterisk/asterisk-telephony.js';
export { DEFAULT_THROTTLE, type ThrottleLimits } from './telephony/asterisk/originate-throttle.js';
export type { FactSink, Telephony, TelephonyStatus } from './telephony/telephony.js';
