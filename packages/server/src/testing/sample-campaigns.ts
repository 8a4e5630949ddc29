import type { IncomingCampaign, OutgoingCampaign } from '@openeccp/core';

/** Everything that a campaign can have. */
export const SPRING: OutgoingCampaign = {
  kind: 'outgoing',
  id: 3,
  name: 'Spring & co',
  state: 'active',
  firstDay: '2026-03-01',
  lastDay: '2026-03-31',
  opensAt: '08:00:00',
  closesAt: '20:00:00',
  queue: '9000',
  script: '<p>Hello</p>',
  urls: [
    { template: 'http://crm/?phone={__PHONE__}', description: 'CRM', openType: 'window' },
    undefined,
    { template: 'http://wiki/', description: '', openType: 'popup' },
  ],
  forms: [
    {
      id: 2,
      name: 'Result',
      description: '',
      active: true,
      fields: [
        { id: 7, order: 1, label: 'Result', type: 'LIST', options: ['yes', 'no'], defaultValue: '' },
        { id: 8, order: 2, label: 'Why', type: 'TEXT', options: [], defaultValue: 'price' },
        { id: 9, order: 3, label: 'When', type: 'DATE', options: [], defaultValue: ' ' },
      ],
    },
  ],
  retries: 3,
  trunk: 'PJSIP/carrier',
  context: 'from-internal',
  maxChannels: 10,
};

/** As little as a campaign can have. */
export const SUPPORT: IncomingCampaign = {
  kind: 'incoming',
  id: 1,
  name: 'Support',
  state: 'finished',
  firstDay: '2026-02-01',
  lastDay: '2026-02-28',
  opensAt: '00:00:00',
  closesAt: '23:59:59',
  queue: '9000',
  script: '',
  urls: [undefined, undefined, undefined],
  forms: [],
};
