import { toLocalDateTime } from '../../local-time.js';
import { fitColumn } from '../../schema/fit-text.js';
import { asOfNow, type WriteContext, type WriteOf } from './write-context.js';

/** Where Asterisk keeps recordings; reports expect the path below it (database.md §4.13). */
const MONITOR_FOLDER = '/var/spool/asterisk/monitor/';

/** Notes the file of a recording, once for each call and file. */
export async function insertRecording(
  write: WriteOf<'recording'>,
  { connection, kind, catalog }: WriteContext,
): Promise<void> {
  if (!catalog.has('call_recording')) return;
  const fit = (column: string, text: string): string => fitColumn(catalog, 'call_recording', column, text);
  const path = write.file.startsWith(MONITOR_FOLDER) ? write.file.slice(MONITOR_FOLDER.length) : write.file;
  const file = fit('recordingfile', path);
  const column = write.row.kind === 'incoming' ? 'id_call_incoming' : 'id_call_outgoing';
  const known = await connection
    .selectFrom('call_recording')
    .select('recordingfile')
    .where(column, '=', write.row.id)
    .modifyEnd(asOfNow(kind))
    .execute();
  // Compared here: to the database's collation two files may have one name.
  if (known.some((row) => row.recordingfile === file)) return;
  await connection
    .insertInto('call_recording')
    .values({
      datetime_entry: toLocalDateTime(write.at),
      id_call_incoming: write.row.kind === 'incoming' ? write.row.id : null,
      id_call_outgoing: write.row.kind === 'outgoing' ? write.row.id : null,
      uniqueid: fit('uniqueid', write.uniqueid),
      channel: fit('channel', write.channel),
      recordingfile: file,
    })
    .execute();
}
