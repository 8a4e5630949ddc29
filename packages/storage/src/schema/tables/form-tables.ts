import type { Generated } from 'kysely';

/** Forms, which campaigns show them, and what agents filled in (database.md §4.14). */
export interface FormTables {
  form: FormTable;
  form_field: FormFieldTable;
  campaign_form: CampaignFormTable;
  campaign_form_entry: CampaignFormTable;
  form_data_recolected: FormDataRecolectedTable;
  form_data_recolected_entry: FormDataRecolectedEntryTable;
}

interface FormTable {
  id: Generated<number>;
  nombre: string;
  descripcion: string;
  estatus: Generated<string>;
}

interface FormFieldTable {
  id: Generated<number>;
  id_form: number;
  /** The label. */
  etiqueta: string;
  /** Options of a `LIST`, each followed by a comma; else the default. */
  value: string;
  /** `TEXT`, `LIST`, `DATE`, `TEXTAREA` or `LABEL`. */
  tipo: string;
  orden: number;
}

interface CampaignFormTable {
  id_campaign: number;
  id_form: number;
}

interface FormDataRecolectedTable {
  id: Generated<number>;
  id_calls: number;
  id_form_field: number;
  value: string;
}

interface FormDataRecolectedEntryTable {
  id: Generated<number>;
  id_call_entry: number;
  id_form_field: number;
  value: string;
}
