import { type ActionCall, type ActionReply, type ActionTable, done, header, refused } from './action.js';

/** Actions on AstDB. */
export const DATABASE_ACTIONS: ActionTable = {
  DBGet: { summary: 'Get DB Entry.', handle: get },
  DBPut: { summary: 'Put DB entry.', handle: put },
  DBDel: { summary: 'Delete DB entry.', handle: remove },
  DBDelTree: { summary: 'Delete DB Tree.', handle: removeTree },
};

function get(call: ActionCall): ActionReply {
  const family = header(call, 'Family');
  const key = header(call, 'Key');
  if (family === '') return refused('No family specified.');
  if (key === '') return refused('No key specified.');
  const value = call.pbx.db.get(family, key);
  if (value === undefined) return refused('Database entry not found');
  return {
    kind: 'list',
    message: 'Result will follow',
    items: [
      [
        ['Event', 'DBGetResponse'],
        ['Family', family],
        ['Key', key],
        ['Val', value],
      ],
    ],
    complete: 'DBGetComplete',
  };
}

function put(call: ActionCall): ActionReply {
  const family = header(call, 'Family');
  const key = header(call, 'Key');
  if (family === '') return refused('No family specified');
  if (key === '') return refused('No key specified');
  call.pbx.db.put(family, key, header(call, 'Val'));
  return done('Updated database successfully');
}

function remove(call: ActionCall): ActionReply {
  const family = header(call, 'Family');
  const key = header(call, 'Key');
  if (family === '') return refused('No family specified.');
  if (key === '') return refused('No key specified.');
  return call.pbx.db.delete(family, key)
    ? done('Key deleted successfully')
    : refused('Database entry could not be deleted');
}

function removeTree(call: ActionCall): ActionReply {
  const family = header(call, 'Family');
  if (family === '') return refused('No family specified.');
  return call.pbx.db.deleteTree(family, header(call, 'Key')) > 0
    ? done('Key tree deleted successfully')
    : refused('Database entry not found');
}
