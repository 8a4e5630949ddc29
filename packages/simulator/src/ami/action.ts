import type { AmiField, AmiMessage } from '@openeccp/ami';
import type { Pbx } from '../engine/pbx.js';

/** What an action sees. */
export interface ActionCall {
  readonly pbx: Pbx;
  readonly action: AmiMessage;
  readonly actionId: string | undefined;
}

/** What an action answers. */
export type ActionReply =
  /** `effect` is what it sets off; the answer goes out before it on 16, after it on 22. */
  | {
      readonly kind: 'success';
      readonly fields: readonly AmiField[];
      readonly effect?: () => void;
      /** Answered before the effect on every version. */
      readonly answerFirst?: true;
    }
  | { readonly kind: 'error'; readonly message: string; readonly fields?: readonly AmiField[] }
  | {
      readonly kind: 'list';
      readonly message: string;
      readonly items: readonly (readonly AmiField[])[];
      readonly complete: string;
      /** Fields of the closing event besides its name and count. */
      readonly summary?: readonly AmiField[];
    }
  /** The answer comes when the thing asked for is done. */
  | { readonly kind: 'later'; readonly start: (answer: (reply: ActionReply) => void) => void };

export interface ActionHandler {
  /** One line, for `ListCommands`. */
  readonly summary: string;
  readonly handle: (call: ActionCall) => ActionReply;
}

/** Handlers by the name Asterisk's documentation gives the action. */
export type ActionTable = Readonly<Record<string, ActionHandler>>;

/** `Response: Success` with a message. */
export function done(message: string, effect?: () => void): ActionReply {
  const fields: readonly AmiField[] = [['Message', message]];
  return effect === undefined ? { kind: 'success', fields } : { kind: 'success', fields, effect };
}

/** `Response: Error`. */
export function refused(message: string): ActionReply {
  return { kind: 'error', message };
}

/** A header's value; empty when it is missing. */
export function header(call: ActionCall, name: string): string {
  return call.action.get(name) ?? '';
}

/** Asterisk's idea of true. */
export function isTrue(text: string): boolean {
  return ['yes', 'true', 'y', 't', '1', 'on'].includes(text.toLowerCase());
}
