import type { ContractBackend } from './contract-backend.js';

/**
 * Tables as an old installation left them: narrow columns, latin1, no `audit.login_extension`, no agents of type
 * PJSIP, no contacts and no outgoing calls.
 */
export function legacySchema(kind: ContractBackend['kind']): readonly string[] {
  const id =
    kind === 'mysql'
      ? 'id int(10) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY'
      : 'id integer PRIMARY KEY AUTOINCREMENT';
  const oneOf = (column: string, values: string): string =>
    kind === 'mysql' ? `${column} enum(${values})` : `${column} varchar(8) CHECK (${column} IN (${values}))`;
  const end = kind === 'mysql' ? ') ENGINE=InnoDB DEFAULT CHARSET=latin1' : ')';
  return [
    `CREATE TABLE agent (${id}, ${oneOf('type', "'Agent','SIP','IAX2'")} NOT NULL DEFAULT 'Agent',
      number varchar(40) NOT NULL, name varchar(250) NOT NULL, password varchar(250) NOT NULL,
      ${oneOf('estatus', "'A','I'")} DEFAULT 'A', eccp_password varchar(128) ${end}`,
    `CREATE TABLE \`break\` (${id}, name varchar(250) NOT NULL, description varchar(250),
      status varchar(1) NOT NULL DEFAULT 'A', ${oneOf('tipo', "'B','H'")} DEFAULT 'B' ${end}`,
    `CREATE TABLE audit (${id}, id_agent int unsigned NOT NULL, id_break int unsigned, datetime_init datetime NOT NULL,
      datetime_end datetime, duration time, ext_parked varchar(10),
      FOREIGN KEY (id_agent) REFERENCES agent (id), FOREIGN KEY (id_break) REFERENCES \`break\` (id) ${end}`,
    `CREATE TABLE queue_call_entry (${id}, queue varchar(50), date_init date, time_init time, date_end date,
      time_end time, estatus varchar(1) NOT NULL DEFAULT 'A', script text ${end}`,
    `CREATE TABLE call_entry (${id}, id_agent int unsigned, id_queue_call_entry int unsigned NOT NULL,
      id_contact int unsigned, callerid varchar(15) NOT NULL, datetime_init datetime, datetime_end datetime,
      duration int unsigned, status varchar(32), transfer varchar(6), datetime_entry_queue datetime,
      duration_wait int, uniqueid varchar(32), id_campaign int unsigned, trunk varchar(20) NOT NULL,
      FOREIGN KEY (id_agent) REFERENCES agent (id) ${end}`,
    `CREATE TABLE current_call_entry (${id}, id_agent int unsigned NOT NULL, id_queue_call_entry int unsigned NOT NULL,
      id_call_entry int unsigned NOT NULL, callerid varchar(15) NOT NULL, datetime_init datetime NOT NULL,
      uniqueid varchar(32), ChannelClient varchar(32), ${oneOf('hold', "'N','S'")} NOT NULL DEFAULT 'N',
      FOREIGN KEY (id_call_entry) REFERENCES call_entry (id) ${end}`,
    `CREATE TABLE call_progress_log (${id}, datetime_entry datetime NOT NULL, id_campaign_incoming int unsigned,
      id_call_incoming int unsigned, id_campaign_outgoing int unsigned, id_call_outgoing int unsigned,
      new_status varchar(32) NOT NULL, retry int unsigned, uniqueid varchar(32), trunk varchar(20),
      id_agent int unsigned, duration int unsigned, FOREIGN KEY (id_call_incoming) REFERENCES call_entry (id) ${end}`,
    `CREATE TABLE eccp_authorized_clients (${id}, username varchar(64) NOT NULL, md5_password varchar(32) NOT NULL ${end}`,
    "INSERT INTO agent (type, number, name, password) VALUES ('Agent', '9000', 'María Núñez', '1')",
    "INSERT INTO `break` (name, tipo) VALUES ('Hold', 'H')",
    "INSERT INTO queue_call_entry (queue) VALUES ('8000')",
  ];
}
