import { AmiMessage } from '@openeccp/ami';
import { expect, it } from 'vitest';
import { whyNot } from './perform-outgoing.js';

it('takes an Originate for failed only when it can’t be dialling: a customer must not be called twice', () => {
  const response = new AmiMessage([['Response', 'Error']]);
  const timeout = { kind: 'timeout', afterMs: 10_000 } as const;
  const lost = { kind: 'disconnected', reason: 'gone' } as const;
  expect(whyNot({ kind: 'success', message: 'queued', response })).toBeUndefined();
  expect(whyNot({ kind: 'error', message: 'Extension does not exist.', response })).toBe(
    'Extension does not exist.',
  );
  expect(whyNot({ ...timeout, sent: true })).toBeUndefined();
  expect(whyNot({ ...timeout, sent: false })).toBe('no answer from Asterisk within 10000 ms');
  expect(whyNot({ ...lost, sent: true })).toBeUndefined();
  expect(whyNot({ ...lost, sent: false })).toBe('no connection to Asterisk: gone');
  expect(whyNot({ kind: 'overloaded', waiting: 900, sent: false })).toBe(
    '900 actions wait for Asterisk already',
  );
});
