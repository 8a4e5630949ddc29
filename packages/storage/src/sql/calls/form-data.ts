/** Where the values that agents enter are kept, and by what they belong to a call (database.md §4.14). */
export const FORM_DATA = {
  incoming: { table: 'form_data_recolected_entry', call: 'id_call_entry' },
  outgoing: { table: 'form_data_recolected', call: 'id_calls' },
} as const;
