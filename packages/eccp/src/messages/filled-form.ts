import { phpInt } from '../codec/php-int.js';
import { childOf, childrenOf, element, textOf, type XmlElement } from '../codec/xml-element.js';

/** What an agent has entered into one form (ECCP §8.4 saveformdata). */
export interface FilledForm {
  /** 0 if the client named none; no form has this id. */
  readonly id: number;
  /** In the order of the document. */
  readonly fields: readonly FilledField[];
}

export interface FilledField {
  readonly id: number;
  readonly value: string;
}

export function encodeForms(forms: readonly FilledForm[]): XmlElement {
  return element(
    'forms',
    forms.map(({ id, fields }) => element('form', fields.map(encodeField), { id: String(id) })),
  );
}

/** Undefined if `forms` is absent or names a form twice: both are bad requests. */
export function decodeForms(command: XmlElement): readonly FilledForm[] | undefined {
  const group = childOf(command, 'forms');
  if (group === undefined) return undefined;
  const forms = childrenOf(group, 'form').map((form) => ({
    id: idOf(form),
    fields: childrenOf(form, 'field').map((field) => ({ id: idOf(field), value: textOf(field) })),
  }));
  return new Set(forms.map(({ id }) => id)).size < forms.length ? undefined : forms;
}

function encodeField({ id, value }: FilledField): XmlElement {
  return element('field', value, { id: String(id) });
}

function idOf(node: XmlElement): number {
  return phpInt(node.attributes['id'] ?? '');
}
