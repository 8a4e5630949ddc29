import { AmiMessage } from '@openeccp/ami';
import { expect, it } from 'vitest';
import { DEFAULT_CONTEXTS } from './agent-interfaces.js';
import { chooseLot, contextOf } from './parking-lots.js';

const lots = (...names: readonly string[]): readonly AmiMessage[] =>
  names.map((name) => new AmiMessage([['Name', name]]));

it('chooses the lot that is configured, else ours, else leaves it to Asterisk', () => {
  expect(chooseLot(lots('default', 'openeccp'), undefined)).toBe('openeccp');
  expect(chooseLot(lots('default'), undefined)).toBeUndefined();
  expect(chooseLot(lots('default', 'openeccp'), 'default')).toBe('default');
});

it('finds a slot in the context of its lot', () => {
  expect(contextOf({ lot: 'openeccp', space: '1' }, DEFAULT_CONTEXTS)).toBe('openeccp-parked');
  expect(contextOf({ lot: 'default', space: '701' }, DEFAULT_CONTEXTS)).toBe('from-internal');
});
