import type { FormField } from './campaign-forms.js';
import {
  dateNotAcceptable,
  type Failure,
  fieldNotFound,
  formNotFound,
  formValueTooLarge,
  valueNotListed,
} from './failures.js';
import type { FilledField, FilledForm } from './filled-form.js';
import { type Refused, refused } from './request-outcome.js';

/** What the database column of a form value takes. */
const MAX_VALUE_BYTES = 250;
const DATE = /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/; // D-14

/** What decides on a value. */
export type FormFieldRule = Pick<FormField, 'id' | 'type' | 'options'>;

export interface ValidForms {
  readonly kind: 'valid';
  /** What is to be stored, by field id; LABEL fields are left out. */
  readonly values: readonly FilledField[];
}

/**
 * Checks entered values against their forms, in document order up to the first problem (ECCP §8.4 saveformdata).
 *
 * @param rules the fields of each form by the form's id; a form without fields counts as unknown
 */
export function checkForms(
  forms: readonly FilledForm[],
  rules: ReadonlyMap<number, readonly FormFieldRule[]>,
): ValidForms | Refused {
  const values: FilledField[] = [];
  for (const form of forms) {
    const fields = rules.get(form.id) ?? [];
    if (fields.length === 0) return refused(formNotFound(form.id));
    for (const entered of form.fields) {
      const rule = fields.find(({ id }) => id === entered.id);
      if (rule === undefined) return refused(fieldNotFound(form.id, entered.id));
      if (rule.type === 'LABEL') continue;
      const failure = problemOf(form.id, entered, rule);
      if (failure !== undefined) return refused(failure);
      values.push(entered);
    }
  }
  return { kind: 'valid', values };
}

function problemOf(formId: number, { id, value }: FilledField, rule: FormFieldRule): Failure | undefined {
  if (Buffer.byteLength(value) > MAX_VALUE_BYTES) return formValueTooLarge(formId, id);
  if (rule.type === 'DATE' && value !== '' && !DATE.test(value)) return dateNotAcceptable(formId, id);
  if (rule.type === 'LIST' && rule.options?.includes(value) !== true) return valueNotListed(formId, id);
  return undefined;
}
