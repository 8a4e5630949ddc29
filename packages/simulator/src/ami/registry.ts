import type { AmiField } from '@openeccp/ami';
import type { Pbx } from '../engine/pbx.js';
import type { ActionHandler, ActionTable } from './action.js';
import { AGENT_ACTIONS } from './agent-actions.js';
import { BRIDGE_ACTIONS } from './bridge-actions.js';
import { CHANNEL_ACTIONS } from './channel-actions.js';
import { COMMAND_ACTION } from './command-action.js';
import { CORE_ACTIONS } from './core-actions.js';
import { DATABASE_ACTIONS } from './database-actions.js';
import { ENDPOINT_ACTIONS } from './endpoint-actions.js';
import { ORIGINATE_ACTION } from './originate-action.js';
import { PARKING_ACTIONS } from './parking-actions.js';
import { QUEUE_ACTIONS } from './queue-actions.js';
import { STATUS_ACTION } from './status-action.js';

/** Every action that is the PBX's; what belongs to the connection (`Login`, `Events`, `Filter` …) is elsewhere. */
const ACTIONS: ActionTable = {
  ...CORE_ACTIONS,
  ...CHANNEL_ACTIONS,
  ...ORIGINATE_ACTION,
  ...STATUS_ACTION,
  ...BRIDGE_ACTIONS,
  ...QUEUE_ACTIONS,
  ...AGENT_ACTIONS,
  ...PARKING_ACTIONS,
  ...DATABASE_ACTIONS,
  ...ENDPOINT_ACTIONS,
  ...COMMAND_ACTION,
};

const BY_NAME: ReadonlyMap<string, ActionHandler> = new Map(
  Object.entries(ACTIONS).map(([name, handler]) => [name.toLowerCase(), handler]),
);

/** The handler of an action, whatever the case of its name. */
export function findAction(pbx: Pbx, name: string): ActionHandler | undefined {
  const handler = BY_NAME.get(name.toLowerCase());
  return handler !== undefined && isLoaded(pbx, handler) ? handler : undefined;
}

/** The actions of this PBX with what they do, as `ListCommands` shows them. */
export function actionSummaries(pbx: Pbx): readonly AmiField[] {
  const loaded = Object.entries(ACTIONS).filter(([, handler]) => isLoaded(pbx, handler));
  return loaded.map(([name, { summary }]) => [name, summary]);
}

/** Without a parking lot res_parking is not loaded, and its actions are unknown. */
function isLoaded(pbx: Pbx, handler: ActionHandler): boolean {
  return pbx.parkingLots.size > 0 || !Object.values(PARKING_ACTIONS).includes(handler);
}
