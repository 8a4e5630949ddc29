import type { CallAttribute } from '@openeccp/core';
import type { Connection } from '../../connection/database.js';
import type { Catalog } from '../../schema/catalog.js';
import { holdsText } from '../../schema/fit-text.js';

/** A row of the address book. */
export interface Contact {
  readonly id: number;
  readonly name: string;
  readonly apellido: string;
  readonly telefono: string;
  readonly cedula_ruc: string;
  readonly origen: string | null;
}

const COLUMNS = ['id', 'name', 'apellido', 'telefono', 'cedula_ruc', 'origen'] as const;

/** Contacts whose number is exactly this one, oldest first (database.md §4.15). No number is nobody's. */
export async function contactsWithPhone(
  db: Connection,
  catalog: Catalog,
  phone: string,
  limit: number,
): Promise<readonly Contact[]> {
  if (phone === '' || !catalog.has('contact') || !holdsText(catalog, 'contact', 'telefono', phone)) return [];
  return db
    .selectFrom('contact')
    .select(COLUMNS)
    .where('telefono', '=', phone)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function contactById(
  db: Connection,
  catalog: Catalog,
  id: number,
): Promise<Contact | undefined> {
  if (!catalog.has('contact')) return undefined;
  return db.selectFrom('contact').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

/** What tells contacts apart (ECCP §8.4 `matching_contacts`). */
export function contactAttributes(contact: Contact): readonly CallAttribute[] {
  return inOrder([
    ['first_name', contact.name],
    ['last_name', contact.apellido],
    ['phone', contact.telefono],
    ['cedula_ruc', contact.cedula_ruc],
  ]);
}

/** What is known about the contact that a call is from (ECCP §8.4 `call_attributes`). */
export function associatedAttributes(contact: Contact): readonly CallAttribute[] {
  const known = contactAttributes(contact);
  return [...known, { label: 'contact_source', value: contact.origen ?? '', order: known.length + 1 }];
}

function inOrder(fields: readonly (readonly [string, string])[]): readonly CallAttribute[] {
  return fields.map(([label, value], index) => ({ label, value, order: index + 1 }));
}
