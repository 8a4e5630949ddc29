import { element, type XmlElement } from '@openeccp/eccp';
import { barePath } from './catalogue.js';

/** Of what kind the call, the campaign or the form field of a document is. */
export type Kind = 'incoming' | 'outgoing';

/** Every element that the catalogue lists, once; `of` says of what kind the call, the campaign or the field is. */
export function everything(name: string, entries: readonly string[], of: Kind): XmlElement {
  const root = tree();
  for (const entry of entries) {
    const path = barePath(entry).split('/');
    let at = root;
    for (const step of path) {
      const next = at.get(step) ?? tree();
      at.set(step, next);
      at = next;
    }
  }
  return grown(name, root, of);
}

/** Elements that one kind of answer has and the other has not. */
export const ONLY: Readonly<Record<Kind, Readonly<Record<string, readonly string[]>>>> = {
  incoming: {
    getcampaignstatus: ['finished', 'losttrack'].map((key) => `statuscount/${key}`),
    getextensionstatus: ['extension', 'registered'],
  },
  outgoing: {
    getcampaignstatus: ['pending', 'placing', 'ringing', 'failure', 'shortcall', 'noanswer'].map(
      (key) => `statuscount/${key}`,
    ),
    getextensionstatus: ['status', 'message'],
  },
};

interface Tree extends Map<string, Tree> {}

function tree(): Tree {
  return new Map();
}

function grown(name: string, branches: Tree, of: Kind): XmlElement {
  const names = [...branches.keys()];
  const attributes = names.filter((one) => one.startsWith('@')).map((one) => [one.slice(1), '1']);
  const children = [...branches].filter(([one]) => !one.startsWith('@'));
  if (children.length === 0) return element(name, sample(name, of), Object.fromEntries(attributes));
  return element(
    name,
    children.map(([one, branch]) =>
      // A field's type decides what else it has.
      name === 'field' && one === 'type'
        ? element(one, of === 'incoming' ? 'LIST' : 'TEXT')
        : grown(one, branch, of),
    ),
    Object.fromEntries(attributes),
  );
}

function sample(name: string, of: Kind): string {
  switch (name) {
    case 'calltype':
    case 'campaign_type':
    case 'type':
      return of;
    case 'pause_class':
      return 'break';
    case 'consultation':
      return 'true';
    default:
      return '1';
  }
}
