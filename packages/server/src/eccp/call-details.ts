import type { CallDetails, CallRow } from '@openeccp/core';
import type { CallDetails as WireDetails } from '@openeccp/eccp';

/** What the database knows about a call, as `getcallinfo` and `agentlinked` show it (ECCP §8.4). */
export function wireDetails(row: CallRow, { attributes, contacts, survey }: CallDetails): WireDetails {
  return {
    attributes,
    matchingContacts:
      row.kind === 'incoming' ? contacts.map((one) => ({ ...one, id: String(one.id) })) : undefined,
    survey: survey.map(({ id, fields }) => ({
      id: String(id),
      fields: fields.map((field) => ({ ...field, id: String(field.id) })),
    })),
  };
}
