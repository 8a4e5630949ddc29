import { childText, element, type XmlElement } from '../codec/xml-element.js';
import { addField, type OpenWord } from './elements.js';

/** A page that clients open for a call; the client fills the placeholders of the template (ECCP §8.5). */
export interface CampaignUrl {
  /** With placeholders like `{__PHONE__}`. */
  readonly template: string;
  readonly description?: string | undefined;
  readonly openType: OpenWord<'window' | 'iframe' | 'jsonp'>;
}

/** Three slots, of which most clients know the first. D-15 */
export interface CampaignUrls {
  readonly url?: CampaignUrl | undefined;
  readonly url2?: CampaignUrl | undefined;
  readonly url3?: CampaignUrl | undefined;
}

const SLOTS = [
  ['url', ''],
  ['url2', '2'],
  ['url3', '3'],
] as const;

/** The first slot is written empty when no URL is assigned, the others are left out. */
export function encodeUrls(urls: CampaignUrls): readonly XmlElement[] {
  return SLOTS.flatMap(([slot, suffix]) => {
    const url = urls[slot];
    if (url !== undefined) return encodeUrl(url, suffix);
    return slot === 'url' ? [element('urltemplate'), element('urlopentype')] : [];
  });
}

/** A slot without a template has no URL. */
export function decodeUrls(payload: XmlElement): CampaignUrls {
  const [url, url2, url3] = SLOTS.map(([, suffix]) => decodeUrl(payload, suffix));
  return { url, url2, url3 };
}

function encodeUrl({ template, description, openType }: CampaignUrl, suffix: string): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  addField(elements, `urltemplate${suffix}`, template);
  addField(elements, `urldescription${suffix}`, description);
  addField(elements, `urlopentype${suffix}`, openType);
  return elements;
}

function decodeUrl(payload: XmlElement, suffix: string): CampaignUrl | undefined {
  const template = childText(payload, `urltemplate${suffix}`) ?? '';
  if (template === '') return undefined;
  return {
    template,
    description: childText(payload, `urldescription${suffix}`),
    openType: childText(payload, `urlopentype${suffix}`) ?? '',
  };
}
