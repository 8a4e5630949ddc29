import { elapsedSeconds, toDuration, toLocalDateTime } from '../../local-time.js';
import { fitColumn } from '../../schema/fit-text.js';
import { insertNumbered } from './insert-numbered.js';
import { mustExist, type WriteContext, type WriteOf } from './write-context.js';

/** A session, a break or a hold begins (database.md §4.2). */
export async function openAudit(
  write: WriteOf<'open-session' | 'open-pause'>,
  context: WriteContext,
): Promise<void> {
  const { catalog } = context;
  const row = {
    id: write.id,
    id_agent: write.agentRowId,
    id_break: write.kind === 'open-pause' ? write.breakId : null,
    datetime_init: toLocalDateTime(write.at),
  };
  const remembersExtension = catalog.get('audit')?.has('login_extension') === true;
  const extension =
    write.kind === 'open-session' && remembersExtension
      ? { login_extension: fitColumn(catalog, 'audit', 'login_extension', write.extension) }
      : {};
  return insertNumbered(context, 'audit', { ...row, ...extension }, [
    'id_agent',
    'id_break',
    'datetime_init',
  ]);
}

/** It ends. A row of that number that another agent has is not the one. */
export async function closeAudit(write: WriteOf<'close-audit'>, { connection }: WriteContext): Promise<void> {
  const result = await connection
    .updateTable('audit')
    .set({
      datetime_end: toLocalDateTime(write.at),
      duration: toDuration(elapsedSeconds(write.openedAt, write.at)),
    })
    .where('id', '=', write.id)
    .where('id_agent', '=', write.agentRowId)
    .executeTakeFirst();
  mustExist(result, 'audit', write.id);
}
