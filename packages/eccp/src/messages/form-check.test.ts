import { describe, expect, it } from 'vitest';
import {
  dateNotAcceptable,
  fieldNotFound,
  formNotFound,
  formValueTooLarge,
  valueNotListed,
} from './failures.js';
import { checkForms, type FormFieldRule } from './form-check.js';
import { refused } from './request-outcome.js';

const RULES: ReadonlyMap<number, readonly FormFieldRule[]> = new Map([
  [
    2,
    [
      { id: 6, type: 'LABEL' },
      { id: 7, type: 'TEXT' },
      { id: 8, type: 'DATE' },
      { id: 9, type: 'LIST', options: ['yes', 'no'] },
      { id: 10, type: 'LIST' },
      { id: 11, type: 'TEXTAREA' },
    ],
  ],
  [3, [{ id: 30, type: 'TEXT' }]],
  [4, []],
]);

const check = (...fields: (readonly [number, string])[]) =>
  checkForms([{ id: 2, fields: fields.map(([id, value]) => ({ id, value })) }], RULES);

describe('checkForms, ECCP §8.4 saveformdata', () => {
  it.each([9, 4, 0])('form %i is unknown, or has no fields', (id) => {
    expect(checkForms([{ id, fields: [{ id: 7, value: 'a' }] }], RULES)).toEqual(refused(formNotFound(id)));
    expect(checkForms([{ id, fields: [] }], RULES)).toEqual(refused(formNotFound(id)));
  });

  it('a field belongs to its form', () => {
    expect(check([30, 'a'])).toEqual(refused(fieldNotFound(2, 30)));
  });

  it('a value has at most 250 bytes', () => {
    expect(check([7, 'a'.repeat(250)])).toMatchObject({ kind: 'valid' });
    expect(check([7, 'a'.repeat(251)])).toEqual(refused(formValueTooLarge(2, 7)));
    expect(check([11, 'ñ'.repeat(125)])).toMatchObject({ kind: 'valid' });
    expect(check([11, 'ñ'.repeat(126)])).toEqual(refused(formValueTooLarge(2, 11)));
    expect(check([8, 'a'.repeat(251)])).toEqual(refused(formValueTooLarge(2, 8)));
  });

  it.each(['', '2024-03-01', '2024-03-01 10:00:00'])('%j is a date (D-14)', (value) => {
    expect(check([8, value])).toMatchObject({ kind: 'valid' });
  });

  it.each(['01/03/2024', '2024-03-01 10:00', '2024-03-01T10:00:00', '2024-03-01 ', ' '])(
    '%j is no date',
    (value) => expect(check([8, value])).toEqual(refused(dateNotAcceptable(2, 8))),
  );

  it('a list takes what it offers, nothing else, not even nothing', () => {
    expect(check([9, 'no'])).toMatchObject({ kind: 'valid' });
    for (const value of ['', 'No', 'yes,no']) {
      expect(check([9, value])).toEqual(refused(valueNotListed(2, 9)));
    }
    expect(check([10, ''])).toEqual(refused(valueNotListed(2, 10)));
  });

  it('stops at the first problem of the document', () => {
    expect(check([7, 'a'], [9, 'perhaps'], [8, 'never'])).toEqual(refused(valueNotListed(2, 9)));
  });

  it('hands out what is to be stored, labels left out', () => {
    const forms = [
      {
        id: 2,
        fields: [
          { id: 6, value: 'x'.repeat(300) },
          { id: 7, value: 'interested' },
        ],
      },
      { id: 3, fields: [{ id: 30, value: '' }] },
    ];
    expect(checkForms(forms, RULES)).toEqual({
      kind: 'valid',
      values: [
        { id: 7, value: 'interested' },
        { id: 30, value: '' },
      ],
    });
    expect(checkForms([], RULES)).toEqual({ kind: 'valid', values: [] });
  });
});
