import { type AmiClient, AmiFieldError, AmiMessage, type AmiResponse } from '@openeccp/ami';

/** The answer of Asterisk, or of this client in its place: then nothing was sent. */
export type IntentResponse = AmiResponse | (AmiResponse & { readonly kind: 'error'; readonly unsent: true });

/** What carrying out an intent needs of the connection. */
export interface IntentClient extends Pick<AmiClient, 'newActionId'> {
  action(...asked: Parameters<AmiClient['action']>): Promise<IntentResponse>;
  originate(...asked: Parameters<AmiClient['originate']>): Promise<IntentResponse>;
}

/**
 * The connection for intents. A value that no action can carry, out of a database in which anything can stand, is refused as
 * Asterisk would refuse it: who waits for the answer hears at once what is wrong.
 */
export function intentClient(client: Pick<AmiClient, keyof IntentClient>): IntentClient {
  return {
    newActionId: () => client.newActionId(),
    action: (...asked) => client.action(...asked).catch(refusal),
    originate: (...asked) => client.originate(...asked).catch(refusal),
  };
}

function refusal(error: unknown): IntentResponse {
  if (!(error instanceof AmiFieldError)) throw error;
  const { message } = error;
  const response = new AmiMessage([
    ['Response', 'Error'],
    ['Message', message],
  ]);
  return { kind: 'error', message, response, unsent: true };
}
