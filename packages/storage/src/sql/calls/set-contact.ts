import { type Database, transaction } from '../../connection/database.js';
import type { Catalog } from '../../schema/catalog.js';
import { contactById } from './contacts.js';

/** Says which contact an incoming call is from (ECCP §8.4 setcontact). */
export async function setContact(
  database: Database,
  catalog: Catalog,
  callId: number,
  contactId: number,
): Promise<'set' | 'call-unknown' | 'contact-unknown'> {
  return transaction(database, async (connection) => {
    const contact = await contactById(connection, catalog, contactId);
    if (contact === undefined) return 'contact-unknown';
    const result = await connection
      .updateTable('call_entry')
      .set({ id_contact: contactId })
      .where('id', '=', callId)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n ? 'set' : 'call-unknown';
  });
}
