import {
  type CallAgain,
  type CallAgainResult,
  type CallWindow,
  daysWithin,
  hoursWithin,
} from '@openeccp/core';
import { sql } from 'kysely';
import { type Connection, type Database, transaction } from '../../connection/database.js';
import type { Schema } from '../../schema/check-schema.js';
import { fitColumn } from '../../schema/fit-text.js';
import { campaignOfCall, ownerOfCall } from '../campaign-of-call.js';
import { campaignWindow } from '../campaign-window.js';
import { copyAttributes } from './copy-attributes.js';
import { LIST_STATUS } from './list-status.js';
import { isOfCampaign } from './of-campaign.js';

/** A customer, and where it belongs. */
interface Customer {
  readonly campaignId: number;
  /** The campaign, or its list. */
  readonly owner: number;
  readonly phone: string;
}

/**
 * Enters a customer into its campaign again: a new row of `calls` beside the one that was called, with the same attributes
 * and form values (ECCP §8.3 schedulecall).
 */
export async function callAgain(
  database: Database,
  schema: Schema,
  wish: CallAgain,
): Promise<CallAgainResult> {
  const { dialect } = schema;
  if (dialect.missingTables.some((table) => table === 'calls' || table === 'campaign')) return 'call-unknown';
  return transaction(database, async (connection) => {
    const known = await customerOf(connection, schema, wish.callId);
    if (known === undefined) return 'call-unknown';
    const phone = fitColumn(schema.catalog, 'calls', 'phone', wish.phone ?? known.phone);
    const customer = { ...known, phone };
    const refusal = await refusalOf(connection, schema, customer, wish.window);
    if (refusal !== undefined) return refusal;
    const id = await insertCall(connection, schema, customer, wish);
    const calls = { from: wish.callId, to: id };
    await copyAttributes(connection, schema, calls, wish.contactName);
    await copyFormValues(connection, schema, calls);
    await reopen(connection, schema, customer);
    return 'scheduled';
  });
}

async function customerOf(
  connection: Connection,
  { dialect }: Schema,
  callId: number,
): Promise<Customer | undefined> {
  return connection
    .selectFrom('calls as c')
    .select(['c.phone', campaignOfCall(dialect, 'c').as('campaignId'), ownerOfCall(dialect, 'c').as('owner')])
    .where('c.id', '=', callId)
    .executeTakeFirst();
}

async function refusalOf(
  connection: Connection,
  schema: Schema,
  customer: Customer,
  window: CallWindow | undefined,
): Promise<CallAgainResult | undefined> {
  const campaign = await connection
    .selectFrom('campaign')
    .select(['datetime_init', 'datetime_end', 'daytime_init', 'daytime_end'])
    .where('id', '=', customer.campaignId)
    .executeTakeFirst();
  if (campaign === undefined) return 'call-unknown';
  if (window === undefined) return undefined;
  const open = campaignWindow(campaign);
  if (!daysWithin(window, open)) return 'days-outside-campaign';
  if (!hoursWithin(window, open)) return 'times-outside-campaign';
  const same = await connection
    .selectFrom('calls as c')
    .select('c.id')
    .where(isOfCampaign(schema.dialect, 'c', customer.campaignId))
    .where('c.phone', '=', customer.phone)
    .where('c.date_init', '=', window.firstDay)
    .where('c.date_end', '=', window.lastDay)
    .where('c.time_init', '=', window.from)
    .where('c.time_end', '=', window.until)
    .limit(1)
    .executeTakeFirst();
  return same === undefined ? undefined : 'duplicate';
}

async function insertCall(
  connection: Connection,
  { catalog, dialect }: Schema,
  { owner, phone }: Customer,
  { window, agent }: CallAgain,
): Promise<number> {
  const { insertId } = await connection
    .insertInto('calls')
    .values({
      ...(dialect.calls === 'lists' ? { id_list: owner } : { id_campaign: owner }),
      phone,
      date_init: window?.firstDay ?? null,
      date_end: window?.lastDay ?? null,
      time_init: window?.from ?? null,
      time_end: window?.until ?? null,
      agent: agent === undefined ? null : fitColumn(catalog, 'calls', 'agent', agent),
      scheduled: 1,
    })
    .executeTakeFirstOrThrow();
  return Number(insertId);
}

/** D-13: the form values go along. */
async function copyFormValues(
  connection: Connection,
  { catalog }: Schema,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  if (!catalog.has('form_data_recolected')) return;
  await sql`
    insert into form_data_recolected (id_calls, id_form_field, value)
    select ${to}, id_form_field, value from form_data_recolected where id_calls = ${from} order by id`.execute(
    connection,
  );
}

/** A campaign or a list that was finished for want of contacts has one again, as after an upload. */
async function reopen(
  connection: Connection,
  { dialect }: Schema,
  { campaignId, owner }: Customer,
): Promise<void> {
  await connection
    .updateTable('campaign')
    .set({ estatus: 'A' })
    .where('id', '=', campaignId)
    .where('estatus', '=', 'T')
    .execute();
  if (dialect.calls !== 'lists') return;
  await connection
    .updateTable('campaign_lists')
    .set({ status: LIST_STATUS.active })
    .where('id', '=', owner)
    .where('status', '=', LIST_STATUS.finished)
    .execute();
}
