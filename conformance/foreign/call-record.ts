import { ANY, COUNT, checkAttributes, checkFields, checkList, complain, FILLED, need } from './fields.js';
import { child, type Element, elements, textOf } from './xml.js';

/** Attributes, contacts and form values of a call, as `getcallinfo` and `agentlinked` carry them (§3.3). */
export function checkCallGroups(call: Element): readonly string[] {
  const contacts = child(call, 'matching_contacts');
  return [
    ...checkAttributeList(call, 'call_attributes'),
    ...checkList(call, 'call_survey', 'form', (form) => [
      ...checkAttributes(form, { id: need(COUNT) }),
      ...elements(form, 'field').flatMap((field) => [
        ...checkAttributes(field, { id: need(COUNT) }),
        ...checkFields(field, { label: need(ANY), value: need(ANY) }),
      ]),
    ]),
    ...(contacts === undefined
      ? []
      : elements(contacts).flatMap((contact) => [
          ...complain(contact.name !== 'contact', `${contact.name} in matching_contacts`),
          ...checkAttributes(contact, { id: need(COUNT) }),
          ...checkOrders(contact),
        ])),
    ...complain(
      contacts !== undefined && textOf(call, 'calltype') !== 'incoming',
      `${call.name}: contacts are of incoming calls`,
    ),
  ];
}

function checkAttributeList(call: Element, list: string): readonly string[] {
  const found = child(call, list);
  return found === undefined ? [`${call.name} without ${list}`] : checkOrders(found);
}

/** The console keys and sorts attributes by their order, so two may not share one. */
function checkOrders(list: Element): readonly string[] {
  const attributes = elements(list);
  const orders = attributes.map((attribute) => textOf(attribute, 'order'));
  return [
    ...attributes.flatMap((attribute) => [
      ...complain(attribute.name !== 'attribute', `${attribute.name} in ${list.name}`),
      ...checkFields(attribute, { label: need(FILLED), value: need(ANY), order: need(COUNT) }),
    ]),
    ...complain(new Set(orders).size < orders.length, `${list.name}: an order twice`),
  ];
}
