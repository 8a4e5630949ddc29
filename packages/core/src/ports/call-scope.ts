/** `incoming` calls and campaigns are of tables `call_entry` and `campaign_entry`, `outgoing` ones of `calls` and `campaign`. */
export type CampaignKind = 'incoming' | 'outgoing';

/** Whose calls are meant: those of a campaign, or incoming ones of a queue that belong to no campaign. */
export type CallScope = CampaignScope | QueueScope;

/** The ids of incoming and of outgoing campaigns are apart. */
export interface CampaignScope {
  readonly kind: CampaignKind;
  readonly campaignId: number;
}

export interface QueueScope {
  readonly kind: 'queue';
  readonly queue: string;
}
