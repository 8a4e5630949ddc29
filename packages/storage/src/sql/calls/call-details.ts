import type { CallDetails, CallRow } from '@openeccp/core';
import type { Connection } from '../../connection/database.js';
import type { Schema } from '../../schema/check-schema.js';
import { readCallAttributes } from './call-attributes.js';
import {
  associatedAttributes,
  type Contact,
  contactAttributes,
  contactById,
  contactsWithPhone,
} from './contacts.js';
import { readSurvey } from './survey.js';

/** A number may be that of a whole company; a client shows a few. */
const MAX_CONTACTS = 100;

/** What is known about a call beyond its row (ECCP §8.4 getcallinfo). */
export async function readCallDetails(
  db: Connection,
  { catalog, dialect }: Schema,
  row: CallRow,
  phone: string,
): Promise<CallDetails> {
  const survey = await readSurvey(db, catalog, row);
  if (row.kind === 'outgoing') {
    return { attributes: await readCallAttributes(db, dialect, row.id), contacts: [], survey };
  }
  const contacts = await contactsWithPhone(db, catalog, phone, MAX_CONTACTS);
  const associated = await associatedContact(db, { catalog, dialect }, row.id, contacts);
  return {
    attributes: associated === undefined ? [] : associatedAttributes(associated),
    contacts: contacts.map((contact) => ({ id: contact.id, attributes: contactAttributes(contact) })),
    survey,
  };
}

/** The contact that the call's row names or, while that is still to be written, will name. */
async function associatedContact(
  db: Connection,
  { catalog }: Schema,
  callId: number,
  contacts: readonly Contact[],
): Promise<Contact | undefined> {
  const row = await db
    .selectFrom('call_entry')
    .select('id_contact')
    .where('id', '=', callId)
    .executeTakeFirst();
  if (row === undefined) return contacts.length === 1 ? contacts[0] : undefined;
  if (row.id_contact === null) return undefined;
  const { id_contact: id } = row;
  return contacts.find((contact) => contact.id === id) ?? contactById(db, catalog, id);
}
