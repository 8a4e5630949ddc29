import type { AmiField } from '../codec/ami-field.js';
import { encodeVariable } from '../codec/variable.js';

/** A call that Asterisk is to place: it dials `channel` and, when that answers, runs `target` on it. */
export type AmiOriginate = {
  /** Dial string, e.g. `PJSIP/412`. */
  readonly channel: string;
  readonly target:
    | {
        readonly kind: 'extension';
        readonly context: string;
        readonly exten: string;
        readonly priority?: number;
      }
    | { readonly kind: 'application'; readonly application: string; readonly data: string };
  /** How long `channel` may ring, ms; without it 30 s, as Asterisk has it. */
  readonly timeoutMs?: number;
  readonly callerId?: string;
  readonly account?: string;
  /** Uniqueid that the channel is to have. */
  readonly channelId?: string;
  /** Channel variables, set before the dialplan runs; `_NAME` is inherited once, `__NAME` for ever. */
  readonly variables?: Readonly<Record<string, string>>;
};

/**
 * The fields of an `Originate`, asynchronous: the answer says that Asterisk has taken it, the event
 * `OriginateResponse` with the same ActionID how it went, and it may come first.
 *
 * @throws {AmiFieldError} when a variable has an impossible name.
 */
export function originateFields(call: AmiOriginate): readonly AmiField[] {
  const fields: AmiField[] = [['Channel', call.channel]];
  switch (call.target.kind) {
    case 'extension':
      fields.push(['Context', call.target.context]);
      fields.push(['Exten', call.target.exten]);
      fields.push(['Priority', String(call.target.priority ?? 1)]);
      break;
    case 'application':
      fields.push(['Application', call.target.application]);
      fields.push(['Data', call.target.data]);
  }
  if (call.timeoutMs !== undefined) fields.push(['Timeout', String(call.timeoutMs)]);
  if (call.callerId !== undefined) fields.push(['CallerID', call.callerId]);
  if (call.account !== undefined) fields.push(['Account', call.account]);
  if (call.channelId !== undefined) fields.push(['ChannelId', call.channelId]);
  for (const [name, value] of Object.entries(call.variables ?? {})) {
    fields.push(['Variable', encodeVariable(name, value)]);
  }
  fields.push(['Async', 'true']);
  return fields;
}
