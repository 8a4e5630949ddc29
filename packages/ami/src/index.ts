export { AmiClient } from './client/ami-client.js';
export type { AmiBackoff } from './client/backoff.js';
export type { AmiActionOptions, AmiClientOptions, AmiListOptions } from './client/client-options.js';
export { type AmiClock, systemClock } from './client/clock.js';
export { type AmiDial, dialTcp } from './client/dial.js';
export type { AmiCredentials } from './client/handshake.js';
export { type AmiOriginate, originateFields } from './client/originate.js';
export {
  type AmiCommand,
  type AmiFailure,
  type AmiList,
  type AmiRefusal,
  type AmiReply,
  type AmiResponse,
  type AmiSuccess,
  describeOutcome,
} from './client/outcome.js';
export type { AmiDownReason, AmiState, AmiUp } from './client/state.js';
export { type AmiField, AmiFieldError } from './codec/ami-field.js';
export { AmiMessage, type AmiMessageKind } from './codec/ami-message.js';
export { type AmiItem, AmiReader, type AmiReaderOptions } from './codec/ami-reader.js';
export { banner, bannerVersion } from './codec/banner.js';
export { encodeMessage } from './codec/encode-message.js';
export { encodeVariable, parseVariables } from './codec/variable.js';
export { type AmiServerItem, type AmiServerOptions, AmiServerSession } from './server/ami-server-session.js';
