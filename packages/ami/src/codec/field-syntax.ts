import { type AmiField, AmiFieldError } from './ami-field.js';

/** A channel, as Asterisk names it: a trunk's section has any name, and a peer any address. A slash in front would be a pattern. */
const CHANNEL = { form: /^[A-Za-z][\w-]*\/\P{Cc}+$/u, is: 'a channel such as PJSIP/412-0000001f' };
/** What is dialled, or is a member of a queue. An ampersand would dial a second one. */
const DIALLED = {
  form: /^[A-Za-z][\w-]*\/[^\s,&|"'`<>(){}[\]\\^]+$/,
  is: 'what can be dialled such as PJSIP/412',
};
const CONTEXT = { form: /^[\w.-]+$/, is: 'the name of a context' };
const EXTENSION = { form: /^[\w.*#+-]+$/, is: 'an extension' };
const NUMBER = { form: /^\d+$/, is: 'a whole number' };
const NAME = { form: /^[\w.@+-]+$/, is: 'a name' };
/** A variable or a call of a function, alone or with a value. */
const VARIABLE = { form: /^\w+(\([^()\s"'`$\\]*\))?(=.*)?$/, is: 'a variable' };

interface Syntax {
  readonly form: RegExp;
  readonly is: string;
}

/** By field, in lower case: the form that every value of it has. */
const SYNTAX: ReadonlyMap<string, Syntax> = new Map([
  ['channel', CHANNEL],
  ['extrachannel', CHANNEL],
  ['interface', DIALLED],
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
export function checkSyntax(action: string, fields: readonly AmiField[]): void {
  for (const [name, value] of fields) {
    const syntax = syntaxOf(action.toLowerCase(), name.toLowerCase());
    if (syntax !== undefined && !syntax.form.test(value)) {
      throw new AmiFieldError(name, `has a value that is not ${syntax.is}`);
    }
  }
}

/** The channel of an Originate is none yet: it is dialled. */
function syntaxOf(action: string, field: string): Syntax | undefined {
  return action === 'originate' && field === 'channel' ? DIALLED : SYNTAX.get(field);
}
