import { type AmiField, AmiFieldError } from './ami-field.js';

/** What names a channel or what is dialled: technology and name. A slash in front would be a pattern to Asterisk, an ampersand a second channel. */
const CHANNEL = { form: /^[A-Za-z][\w-]*\/[^\s,&|"'`<>(){}[\]\\^]+$/, is: 'a channel such as PJSIP/412' };
const CONTEXT = { form: /^[\w.-]+$/, is: 'the name of a context' };
const EXTENSION = { form: /^[\w.*#+-]+$/, is: 'an extension' };
const NUMBER = { form: /^\d+$/, is: 'a whole number' };
const NAME = { form: /^[\w.@+-]+$/, is: 'a name' };
/** A variable or a call of a function, alone or with a value. */
const VARIABLE = { form: /^\w+(\([^()\s"'`$\\]*\))?(=.*)?$/, is: 'a variable' };

/** By field, in lower case: the form that every value of it has, whatever the action. */
const SYNTAX: ReadonlyMap<string, { readonly form: RegExp; readonly is: string }> = new Map([
  ['channel', CHANNEL],
  ['extrachannel', CHANNEL],
  ['interface', CHANNEL],
  ['context', CONTEXT],
  ['extracontext', CONTEXT],
  ['exten', EXTENSION],
  ['extraexten', EXTENSION],
  ['priority', NUMBER],
  ['extrapriority', NUMBER],
  ['timeout', NUMBER],
  ['penalty', NUMBER],
  ['agent', NAME],
  ['peer', NAME],
  ['endpoint', NAME],
  ['channelid', NAME],
  ['variable', VARIABLE],
]);

/**
 * The last look at an action before it is sent: a value of the wrong kind would be understood as something else. Whoever
 * puts it there has checked it before; this is for the day on which somebody has not.
 *
 * @throws {AmiFieldError} when a value has not the form of its field.
 */
export function checkSyntax(fields: readonly AmiField[]): void {
  for (const [name, value] of fields) {
    const syntax = SYNTAX.get(name.toLowerCase());
    if (syntax !== undefined && !syntax.form.test(value)) {
      throw new AmiFieldError(name, `has a value that is not ${syntax.is}`);
    }
  }
}
