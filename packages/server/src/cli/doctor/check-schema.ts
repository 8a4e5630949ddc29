import type { Dialect } from '@openeccp/storage';
import { type Finding, listed, ok, warning } from './finding.js';

/** Which kind of existing database this is, and what it lacks. */
export function checkSchema(dialect: Dialect): readonly Finding[] {
  const { missingTables } = dialect;
  return [
    ok('schema', describeDialect(dialect)),
    ...(missingTables.length === 0
      ? []
      : [
          warning(
            'schema',
            `the tables ${listed(missingTables)} are missing: what needs them is not offered`,
            "Restore them from the call center's installation, if it had campaigns.",
          ),
        ]),
  ];
}

function describeDialect(dialect: Dialect): string {
  const { calls, attributes, urlSlots, callerIds, loginExtension } = dialect;
  const { campaign, campaign_entry } = urlSlots;
  return [
    calls === 'lists' ? 'campaigns with lists of calls' : 'classic campaigns',
    ...(attributes === 'none' ? [] : [`call attributes ${attributes === 'json' ? 'as JSON' : 'in rows'}`]),
    campaign.length === campaign_entry.length
      ? `${urls(campaign.length)} per campaign`
      : `${urls(campaign.length)} per outgoing and ${urls(campaign_entry.length)} per incoming campaign`,
    ...(callerIds.campaign ? ['caller id per campaign'] : []),
    loginExtension ? 'logins with their extension' : 'logins without their extension',
  ].join(', ');
}

function urls(count: number): string {
  return count === 1 ? '1 URL' : `${count} URLs`;
}
