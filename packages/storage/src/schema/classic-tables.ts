/**
 * One table of the `call_center` schema. Column definitions are SQL that MariaDB, MySQL and SQLite
 * understand alike, except `SERIAL` and `enum(…)`, which {@link createStatements} renders.
 */
export interface TableDefinition {
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly primaryKey?: readonly string[];
  readonly keys?: Readonly<Record<string, readonly string[]>>;
  /** Constraint name → column and the table whose `id` it names. */
  readonly foreignKeys?: Readonly<Record<string, readonly [column: string, table: string]>>;
}

/** Numbered by the database. */
export const SERIAL = 'serial';

const UINT = 'int unsigned';
const HOLD = "enum('N','S') NOT NULL DEFAULT 'N'";
const ACTIVE = "varchar(1) NOT NULL DEFAULT 'A'";
const URLS = { id_url: `${UINT} NULL`, id_url2: `${UINT} NULL`, id_url3: `${UINT} NULL` };

/** Dates and hours between which a campaign runs. */
const WINDOW = {
  datetime_init: 'date NOT NULL',
  datetime_end: 'date NOT NULL',
  daytime_init: 'time NOT NULL',
  daytime_end: 'time NOT NULL',
};

/** Dates and hours of a schedule that may be open. */
const OPTIONAL_WINDOW = {
  date_init: 'date NULL',
  date_end: 'date NULL',
  time_init: 'time NULL',
  time_end: 'time NULL',
};

/** The schema in the dialect that most databases of the field have, in an order that foreign keys allow. */
export const CLASSIC_TABLES: readonly TableDefinition[] = [
  {
    name: 'agent',
    columns: {
      id: SERIAL,
      type: "enum('Agent','SIP','PJSIP','IAX2') NOT NULL DEFAULT 'Agent'",
      number: 'varchar(40) NOT NULL',
      name: 'varchar(250) NOT NULL',
      password: 'varchar(250) NOT NULL',
      estatus: "enum('A','I') NULL DEFAULT 'A'",
      eccp_password: 'varchar(128) NULL',
    },
    keys: { agent_type: ['estatus', 'type', 'number'] },
  },
  {
    name: 'break',
    columns: {
      id: SERIAL,
      name: 'varchar(250) NOT NULL',
      description: 'varchar(250) NULL',
      status: ACTIVE,
      tipo: "enum('B','H') NULL DEFAULT 'B'",
    },
  },
  {
    name: 'audit',
    columns: {
      id: SERIAL,
      id_agent: `${UINT} NOT NULL`,
      id_break: `${UINT} NULL`,
      datetime_init: 'datetime NOT NULL',
      datetime_end: 'datetime NULL',
      duration: 'time NULL',
      ext_parked: 'varchar(10) NULL',
      login_extension: 'varchar(20) NULL',
    },
    keys: {
      id_agent: ['id_agent'],
      id_break: ['id_break'],
      agent_break_datetime: ['id_agent', 'id_break', 'datetime_init'],
    },
    foreignKeys: { audit_ibfk_1: ['id_agent', 'agent'], audit_ibfk_2: ['id_break', 'break'] },
  },
  {
    name: 'campaign_external_url',
    columns: {
      id: SERIAL,
      urltemplate: 'varchar(250) NOT NULL',
      description: 'varchar(64) NOT NULL',
      active: 'tinyint(1) NOT NULL DEFAULT 1',
      opentype: "varchar(16) NOT NULL DEFAULT 'window'",
    },
  },
  {
    name: 'form',
    columns: {
      id: SERIAL,
      nombre: 'varchar(40) NOT NULL',
      descripcion: 'varchar(150) NOT NULL',
      estatus: ACTIVE,
    },
  },
  {
    name: 'form_field',
    columns: {
      id: SERIAL,
      id_form: `${UINT} NOT NULL`,
      etiqueta: 'text NOT NULL',
      value: 'text NOT NULL',
      tipo: 'varchar(25) NOT NULL',
      orden: `${UINT} NOT NULL`,
    },
    foreignKeys: { form_field_ibfk_1: ['id_form', 'form'] },
  },
  {
    name: 'contact',
    columns: {
      id: SERIAL,
      cedula_ruc: 'varchar(15) NOT NULL',
      name: 'varchar(50) NOT NULL',
      telefono: 'varchar(15) NOT NULL',
      apellido: 'varchar(50) NOT NULL',
      origen: "varchar(4) NULL DEFAULT 'crm'",
    },
  },
  {
    name: 'campaign',
    columns: {
      id: SERIAL,
      name: 'varchar(64) NOT NULL',
      ...WINDOW,
      retries: `${UINT} NOT NULL DEFAULT 1`,
      trunk: 'varchar(255) NULL',
      context: 'varchar(32) NOT NULL',
      queue: 'varchar(16) NOT NULL',
      max_canales: `${UINT} NOT NULL DEFAULT 0`,
      num_completadas: `${UINT} NULL`,
      promedio: `${UINT} NULL`,
      desviacion: `${UINT} NULL`,
      script: 'text NOT NULL',
      estatus: ACTIVE,
      ...URLS,
    },
    foreignKeys: {
      campaign_ibfk_1: ['id_url', 'campaign_external_url'],
      campaign_ibfk_2: ['id_url2', 'campaign_external_url'],
      campaign_ibfk_3: ['id_url3', 'campaign_external_url'],
    },
  },
  {
    name: 'campaign_form',
    columns: { id_campaign: `${UINT} NOT NULL`, id_form: `${UINT} NOT NULL` },
    primaryKey: ['id_campaign', 'id_form'],
    foreignKeys: {
      campaign_form_ibfk_1: ['id_campaign', 'campaign'],
      campaign_form_ibfk_2: ['id_form', 'form'],
    },
  },
  {
    name: 'calls',
    columns: {
      id: SERIAL,
      id_campaign: `${UINT} NOT NULL`,
      phone: 'varchar(32) NOT NULL',
      status: 'varchar(32) NULL',
      uniqueid: 'varchar(32) NULL',
      fecha_llamada: 'datetime NULL',
      start_time: 'datetime NULL',
      end_time: 'datetime NULL',
      retries: `${UINT} NOT NULL DEFAULT 0`,
      duration: `${UINT} NULL`,
      id_agent: `${UINT} NULL`,
      transfer: 'varchar(6) NULL',
      datetime_entry_queue: 'datetime NULL',
      duration_wait: 'int(11) NULL',
      dnc: 'int(1) NOT NULL DEFAULT 0',
      ...OPTIONAL_WINDOW,
      agent: 'varchar(32) NULL',
      failure_cause: `${UINT} NULL`,
      failure_cause_txt: 'varchar(32) NULL',
      datetime_originate: 'datetime NULL',
      trunk: 'varchar(50) NULL',
      scheduled: 'tinyint(1) NOT NULL DEFAULT 0',
    },
    keys: {
      id_campaign: ['id_campaign'],
      calls_ibfk_2: ['id_agent'],
      campaign_date_schedule: ['id_campaign', 'date_init', 'date_end', 'time_init', 'time_end'],
      datetime_init: ['start_time'],
      datetime_entry_queue: ['datetime_entry_queue'],
    },
    foreignKeys: { calls_ibfk_1: ['id_campaign', 'campaign'], calls_ibfk_2: ['id_agent', 'agent'] },
  },
  {
    name: 'call_attribute',
    columns: {
      id: SERIAL,
      id_call: `${UINT} NOT NULL`,
      columna: 'varchar(30) NULL',
      value: 'varchar(128) NOT NULL',
      column_number: `${UINT} NOT NULL DEFAULT 0`,
    },
    keys: { id_call: ['id_call'] },
    foreignKeys: { call_attribute_ibfk_1: ['id_call', 'calls'] },
  },
  {
    name: 'current_calls',
    columns: {
      id: SERIAL,
      id_call: `${UINT} NOT NULL`,
      fecha_inicio: 'datetime NOT NULL',
      uniqueid: 'varchar(32) NULL',
      queue: 'varchar(16) NOT NULL',
      agentnum: 'varchar(16) NOT NULL',
      event: 'varchar(32) NOT NULL',
      Channel: "varchar(32) NOT NULL DEFAULT ''",
      ChannelClient: 'varchar(50) NULL',
      hold: HOLD,
    },
    keys: { id_call: ['id_call'] },
    foreignKeys: { current_calls_ibfk_1: ['id_call', 'calls'] },
  },
  {
    name: 'queue_call_entry',
    columns: {
      id: SERIAL,
      queue: 'varchar(50) NULL',
      ...OPTIONAL_WINDOW,
      estatus: ACTIVE,
      script: 'text NULL',
    },
  },
  {
    name: 'campaign_entry',
    columns: {
      id: SERIAL,
      name: "varchar(64) NOT NULL DEFAULT ''",
      id_queue_call_entry: `${UINT} NOT NULL`,
      id_form: `${UINT} NULL`,
      ...WINDOW,
      estatus: ACTIVE,
      script: 'text NOT NULL',
      ...URLS,
    },
    foreignKeys: {
      campaign_entry_ibfk_1: ['id_queue_call_entry', 'queue_call_entry'],
      campaign_entry_ibfk_2: ['id_form', 'form'],
      campaign_entry_ibfk_3: ['id_url', 'campaign_external_url'],
      campaign_entry_ibfk_4: ['id_url2', 'campaign_external_url'],
      campaign_entry_ibfk_5: ['id_url3', 'campaign_external_url'],
    },
  },
  {
    name: 'campaign_form_entry',
    columns: { id_campaign: `${UINT} NOT NULL`, id_form: `${UINT} NOT NULL` },
    primaryKey: ['id_campaign', 'id_form'],
    foreignKeys: {
      campaign_form_entry_ibfk_1: ['id_campaign', 'campaign_entry'],
      campaign_form_entry_ibfk_2: ['id_form', 'form'],
    },
  },
  {
    name: 'call_entry',
    columns: {
      id: SERIAL,
      id_agent: `${UINT} NULL`,
      id_queue_call_entry: `${UINT} NOT NULL`,
      id_contact: `${UINT} NULL`,
      callerid: 'varchar(15) NOT NULL',
      datetime_init: 'datetime NULL',
      datetime_end: 'datetime NULL',
      duration: `${UINT} NULL`,
      status: 'varchar(32) NULL',
      transfer: 'varchar(6) NULL',
      datetime_entry_queue: 'datetime NULL',
      duration_wait: 'int(11) NULL',
      uniqueid: 'varchar(32) NULL',
      id_campaign: `${UINT} NULL`,
      trunk: 'varchar(50) NOT NULL',
    },
    keys: {
      id_agent: ['id_agent'],
      id_queue_call_entry: ['id_queue_call_entry'],
      id_contact: ['id_contact'],
      datetime_init: ['datetime_init'],
      datetime_entry_queue: ['datetime_entry_queue'],
    },
    foreignKeys: {
      call_entry_ibfk_1: ['id_agent', 'agent'],
      call_entry_ibfk_2: ['id_queue_call_entry', 'queue_call_entry'],
      call_entry_ibfk_3: ['id_contact', 'contact'],
      call_entry_ibfk_4: ['id_campaign', 'campaign_entry'],
    },
  },
  {
    name: 'current_call_entry',
    columns: {
      id: SERIAL,
      id_agent: `${UINT} NOT NULL`,
      id_queue_call_entry: `${UINT} NOT NULL`,
      id_call_entry: `${UINT} NOT NULL`,
      callerid: 'varchar(15) NOT NULL',
      datetime_init: 'datetime NOT NULL',
      uniqueid: 'varchar(32) NULL',
      ChannelClient: 'varchar(50) NULL',
      hold: HOLD,
    },
    keys: {
      id_agent: ['id_agent'],
      id_queue_call_entry: ['id_queue_call_entry'],
      id_call_entry: ['id_call_entry'],
    },
    foreignKeys: {
      current_call_entry_ibfk_1: ['id_agent', 'agent'],
      current_call_entry_ibfk_2: ['id_queue_call_entry', 'queue_call_entry'],
      current_call_entry_ibfk_3: ['id_call_entry', 'call_entry'],
    },
  },
  {
    name: 'call_progress_log',
    columns: {
      id: SERIAL,
      datetime_entry: 'datetime NOT NULL',
      id_campaign_incoming: `${UINT} NULL`,
      id_call_incoming: `${UINT} NULL`,
      id_campaign_outgoing: `${UINT} NULL`,
      id_call_outgoing: `${UINT} NULL`,
      new_status: 'varchar(32) NOT NULL',
      retry: `${UINT} NULL`,
      uniqueid: 'varchar(32) NULL',
      trunk: 'varchar(50) NULL',
      id_agent: `${UINT} NULL`,
      duration: `${UINT} NULL`,
    },
    keys: {
      incoming_datetime_entry: ['id_call_incoming', 'datetime_entry'],
      outgoing_datetime_entry: ['id_call_outgoing', 'datetime_entry'],
    },
    foreignKeys: {
      call_progress_log_ibfk_1: ['id_call_incoming', 'call_entry'],
      call_progress_log_ibfk_2: ['id_call_outgoing', 'calls'],
      call_progress_log_ibfk_4: ['id_agent', 'agent'],
      call_progress_log_ibfk_5: ['id_campaign_incoming', 'campaign_entry'],
      call_progress_log_ibfk_6: ['id_campaign_outgoing', 'campaign'],
    },
  },
  {
    name: 'call_recording',
    columns: {
      id: SERIAL,
      datetime_entry: 'datetime NOT NULL',
      id_call_incoming: `${UINT} NULL`,
      id_call_outgoing: `${UINT} NULL`,
      uniqueid: 'varchar(32) NOT NULL',
      channel: 'varchar(80) NOT NULL',
      recordingfile: 'varchar(255) NULL',
    },
    foreignKeys: {
      call_recording_ibfk_1: ['id_call_incoming', 'call_entry'],
      call_recording_ibfk_2: ['id_call_outgoing', 'calls'],
    },
  },
  {
    name: 'form_data_recolected',
    columns: {
      id: SERIAL,
      id_calls: `${UINT} NOT NULL`,
      id_form_field: `${UINT} NOT NULL`,
      value: 'varchar(250) NOT NULL',
    },
    foreignKeys: {
      form_data_recolected_ibfk_1: ['id_calls', 'calls'],
      form_data_recolected_ibfk_2: ['id_form_field', 'form_field'],
    },
  },
  {
    name: 'form_data_recolected_entry',
    columns: {
      id: SERIAL,
      id_call_entry: `${UINT} NOT NULL`,
      id_form_field: `${UINT} NOT NULL`,
      value: 'varchar(250) NOT NULL',
    },
    foreignKeys: {
      form_data_recolected_entry_ibfk_1: ['id_call_entry', 'call_entry'],
      form_data_recolected_entry_ibfk_2: ['id_form_field', 'form_field'],
    },
  },
  {
    name: 'dont_call',
    columns: {
      id: SERIAL,
      caller_id: 'varchar(15) NOT NULL',
      date_income: 'datetime NULL',
      status: 'varchar(1) NULL',
    },
    keys: { callerid: ['caller_id'] },
  },
  {
    name: 'eccp_authorized_clients',
    columns: { id: SERIAL, username: 'varchar(64) NOT NULL', md5_password: 'varchar(32) NOT NULL' },
  },
  {
    name: 'valor_config',
    columns: {
      config_key: 'varchar(32) NOT NULL',
      config_value: 'varchar(128) NOT NULL',
      config_blob: 'blob NULL',
    },
    primaryKey: ['config_key'],
  },
];
