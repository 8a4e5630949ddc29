import { phpInt } from '../codec/php-int.js';
import { childrenOf, childText, element, type XmlAttributes, type XmlElement } from '../codec/xml-element.js';
import { addField, itemsOf, listElement, listOf, type OpenWord } from './elements.js';

/** The most characters that a field takes; labels and dates have no size. */
export const MAX_FIELD_SIZE = 250;

/** ECCP §8.5 getcampaigninfo */
export type FormFieldType = OpenWord<'TEXT' | 'TEXTAREA' | 'DATE' | 'LABEL' | 'LIST'>;

export interface FormField {
  readonly id: number;
  readonly order: number;
  readonly label: string;
  readonly type: FormFieldType;
  /** Type `LIST` only, and always there. */
  readonly options?: readonly string[] | undefined;
  /** Other types only; never blank. */
  readonly defaultValue?: string | undefined;
}

/** What an agent fills in during a call of the campaign. */
export interface CampaignForm {
  readonly id: number;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly active: boolean;
  /** In their order. */
  readonly fields: readonly FormField[];
}

/** Forms without fields are not told. */
export function encodeCampaignForms(forms: readonly CampaignForm[]): XmlElement {
  return element('forms', forms.filter(({ fields }) => fields.length > 0).map(encodeForm));
}

export function decodeCampaignForms(payload: XmlElement): readonly CampaignForm[] {
  return itemsOf(payload, 'forms', 'form').map(decodeForm);
}

function encodeForm({ id, name, description, active, fields }: CampaignForm): XmlElement {
  const attributes: XmlAttributes = {
    id: String(id),
    ...(name === undefined || name === '' ? {} : { name }),
    ...(description === undefined || description === '' ? {} : { description }),
    status: active ? 'A' : 'I',
  };
  return element('form', fields.map(encodeField), attributes);
}

function decodeForm(form: XmlElement): CampaignForm {
  const { attributes } = form;
  return {
    id: phpInt(attributes['id'] ?? ''),
    name: attributes['name'],
    description: attributes['description'],
    active: attributes['status'] === 'A',
    fields: childrenOf(form, 'field').map(decodeField),
  };
}

function encodeField(field: FormField): XmlElement {
  const elements = [element('label', field.label), element('type', field.type)];
  if (field.type !== 'LABEL' && field.type !== 'DATE') addField(elements, 'maxsize', MAX_FIELD_SIZE);
  if (field.options !== undefined) elements.push(listElement('options', 'value', field.options));
  addField(elements, 'default_value', field.defaultValue);
  return element('field', elements, { order: String(field.order), id: String(field.id) });
}

function decodeField(field: XmlElement): FormField {
  return {
    id: phpInt(field.attributes['id'] ?? ''),
    order: phpInt(field.attributes['order'] ?? ''),
    label: childText(field, 'label') ?? '',
    type: childText(field, 'type') ?? '',
    options: listOf(field, 'options', 'value'),
    defaultValue: childText(field, 'default_value'),
  };
}
