import type { Campaign, CampaignUrl, Form, FormField } from '@openeccp/core';
import type {
  CampaignDialing,
  CampaignInfo,
  CampaignUrls,
  CampaignForm as WireForm,
  FormField as WireFormField,
  CampaignUrl as WireUrl,
} from '@openeccp/eccp';
import type { UrlSlots } from '../protocol/differences.js';

/** A campaign as `getcampaigninfo` shows it (ECCP §8.5, D-15). */
export function campaignInfo(campaign: Campaign, slots: UrlSlots): CampaignInfo {
  return {
    name: campaign.name,
    type: campaign.kind,
    startDate: campaign.firstDay,
    endDate: campaign.lastDay,
    workingTimeStart: campaign.opensAt,
    workingTimeEnd: campaign.closesAt,
    queue: campaign.queue,
    dialing: dialing(campaign),
    status: campaign.state,
    script: campaign.script,
    ...urls(campaign, slots),
    forms: campaign.forms.map(form),
  };
}

function dialing(campaign: Campaign): CampaignDialing | undefined {
  if (campaign.kind === 'incoming') return undefined;
  const { retries, trunk, context, maxChannels } = campaign;
  return { retries, trunk, context, maxChannels };
}

function urls({ urls: [first, second, third] }: Campaign, slots: UrlSlots): CampaignUrls {
  if (slots === 'all') return { url: first, url2: second, url3: third };
  return { url: first && withoutDescription(first) };
}

function withoutDescription({ template, openType }: CampaignUrl): WireUrl {
  return { template, openType };
}

function form({ id, name, description, active, fields }: Form): WireForm {
  return { id, name, description, active, fields: fields.map(formField) };
}

function formField({ id, order, label, type, options, defaultValue }: FormField): WireFormField {
  const field = { id, order, label, type };
  if (type === 'LIST') return { ...field, options };
  return defaultValue.trim() === '' ? field : { ...field, defaultValue };
}
