import { type AgentName, agentNumber, type NewAgent } from '@openeccp/core';
import { type Connection, type Database, transaction } from '../connection/database.js';
import type { Catalog } from '../schema/catalog.js';
import { fitColumn, holdsText } from '../schema/fit-text.js';
import { StorageError } from '../storage-error.js';

/**
 * Inserts an active agent unless there is one of that name. Throws a {@link StorageError} `unsupported` for
 * what the table can't keep: a type that its enumeration lacks, a phone password that can't be keyed in.
 */
export async function addAgent(
  database: Database,
  catalog: Catalog,
  agent: NewAgent,
): Promise<'added' | 'exists'> {
  const type = agentType(agent.name);
  const number = agentNumber(agent.name);
  const types = catalog.get('agent')?.get('type')?.values;
  if (types !== undefined && !types.includes(type)) {
    throw new StorageError(
      'unsupported',
      `${database.where} has no agents of type ${type}, only ${types.join(', ')}. ` +
        'Add the type to the enumeration of column agent.type, or use another.',
    );
  }
  if (!holdsText(catalog, 'agent', 'number', number)) {
    throw new StorageError(
      'unsupported',
      `The number of agent ${agent.name} is longer than column agent.number.`,
    );
  }
  if (!/^\d+$/.test(agent.phonePassword)) {
    throw new StorageError(
      'unsupported',
      `The phone password of agent ${agent.name} must be digits: it is keyed on a phone.`,
    );
  }
  return transaction(database, async (connection) => {
    if ((await activeRows(connection, agent.name)).length > 0) return 'exists';
    await connection
      .insertInto('agent')
      .values({
        type,
        number,
        name: fitColumn(catalog, 'agent', 'name', agent.displayName),
        password: agent.phonePassword,
        estatus: 'A',
        eccp_password: agent.eccpPassword,
      })
      .execute();
    return 'added';
  });
}

/** Marks the agent inactive; other tables keep pointing at its row. Whether there was one. */
export async function removeAgent(database: Database, name: AgentName): Promise<boolean> {
  return transaction(database, async (connection) => {
    const ids = await activeRows(connection, name);
    if (ids.length === 0) return false;
    await connection.updateTable('agent').set({ estatus: 'I' }).where('id', 'in', ids).execute();
    return true;
  });
}

async function activeRows(connection: Connection, name: AgentName): Promise<readonly number[]> {
  const number = agentNumber(name);
  const rows = await connection
    .selectFrom('agent')
    .select(['id', 'number'])
    .where('estatus', '=', 'A')
    .where('type', '=', agentType(name))
    .where('number', '=', number)
    .execute();
  return rows.filter((row) => row.number === number).map((row) => row.id);
}

function agentType(name: AgentName): string {
  return name.slice(0, name.indexOf('/'));
}
