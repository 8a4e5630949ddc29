import type { AmiClient, AmiField, AmiResponse } from '@openeccp/ami';
import type { Channel } from '@openeccp/core';
import type { Performer } from './performer.js';

/** An extension of the dial plan, and where in it. */
export interface Point {
  readonly context: string;
  readonly exten: string;
  readonly priority?: number;
}

/** How long the dial plan lets phones ring. */
export function ringSeconds({ ringMs }: Performer): string {
  return String(Math.ceil(ringMs / 1000));
}

/** The fields of a `Redirect` there. */
export function pointFields(
  { context, exten, priority = 1 }: Point,
  prefix: '' | 'Extra' = '',
): readonly AmiField[] {
  return [
    [`${prefix}Context`, context],
    [`${prefix}Exten`, exten],
    [`${prefix}Priority`, String(priority)],
  ];
}

/** Asterisk takes actions in their order, so nothing waits for these; a channel that is gone fails the next one too. */
export function setVariables(
  client: Pick<AmiClient, 'action'>,
  { name }: Channel,
  variables: Readonly<Record<string, string>>,
): void {
  for (const [variable, value] of Object.entries(variables)) {
    void client.action('Setvar', [
      ['Channel', name],
      ['Variable', variable],
      ['Value', value],
    ]);
  }
}

/**
 * Says which of these extensions the dial plan has not: Asterisk accepts a redirect to one that does not exist, and hangs
 * up. Where it does not say, it is taken to have them.
 */
export async function firstMissing(
  client: Pick<AmiClient, 'action'>,
  points: readonly Point[],
): Promise<string | undefined> {
  const found = await Promise.all(
    points.map(({ context, exten, priority = 1 }) =>
      evaluate(client, `DIALPLAN_EXISTS(${context},${exten},${priority})`),
    ),
  );
  const point = points[found.indexOf('0')];
  return point && `the dial plan has no ${point.exten} in ${point.context}`;
}

/** The value of a dialplan function that needs no channel. */
export async function evaluate(
  client: Pick<AmiClient, 'action'>,
  expression: string,
): Promise<string | undefined> {
  const response: AmiResponse = await client.action('Getvar', [['Variable', expression]]);
  return response.kind === 'success' ? response.response.get('Value') : undefined;
}
