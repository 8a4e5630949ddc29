/** What the demonstration has besides people, breaks and queues. Names tell it from what was there before. */

export interface SampleUrl {
  readonly urltemplate: string;
  readonly description: string;
  readonly opentype: 'window' | 'iframe' | 'jsonp';
}

export interface SampleField {
  readonly etiqueta: string;
  readonly tipo: 'TEXT' | 'LIST' | 'DATE' | 'TEXTAREA' | 'LABEL';
  /** Options of a list, each followed by a comma; else the default. */
  readonly value: string;
}

export interface SampleForm {
  readonly nombre: string;
  readonly descripcion: string;
  readonly fields: readonly SampleField[];
}

export interface SampleContact {
  readonly cedula_ruc: string;
  readonly name: string;
  readonly apellido: string;
  readonly telefono: string;
}

/** Whom an outgoing campaign is to call: the phone, and the columns that stood beside it in an upload. */
export interface SampleCall {
  readonly phone: string;
  readonly attributes: readonly { readonly label: string; readonly value: string }[];
}

interface SampleCampaign {
  readonly name: string;
  readonly queue: string;
  readonly active: boolean;
  /** HTML. */
  readonly script: string;
  /** Descriptions of URLs, slot by slot. */
  readonly urls: readonly string[];
  /** Names of forms. */
  readonly forms: readonly string[];
}

export type SampleIncoming = SampleCampaign;

export interface SampleOutgoing extends SampleCampaign {
  readonly retries: number;
  /** Undefined: the dialplan chooses. */
  readonly trunk: string | undefined;
  readonly maxChannels: number;
  readonly calls: readonly SampleCall[];
}

export const URLS: readonly SampleUrl[] = [
  {
    urltemplate: 'http://127.0.0.1/crm/?phone={__PHONE__}&call={__CALL_ID__}&agent={__AGENT_NUMBER__}',
    description: 'Customer card',
    opentype: 'iframe',
  },
  {
    urltemplate: 'http://127.0.0.1/tickets/new?campaign={__CAMPAIGN_ID__}&phone={__PHONE__}',
    description: 'New ticket',
    opentype: 'window',
  },
  {
    urltemplate: 'http://127.0.0.1/score.js?unique={__UNIQUEID__}',
    description: 'Customer score',
    opentype: 'jsonp',
  },
];

export const FORMS: readonly SampleForm[] = [
  {
    nombre: 'Survey',
    descripcion: 'One field of every type',
    fields: [
      { etiqueta: 'Ask every customer:', tipo: 'LABEL', value: '' },
      { etiqueta: 'Who is speaking?', tipo: 'TEXT', value: '' },
      { etiqueta: 'Interested?', tipo: 'LIST', value: 'yes,no,later,' },
      { etiqueta: 'Call back on', tipo: 'DATE', value: '' },
      { etiqueta: 'Remarks', tipo: 'TEXTAREA', value: '' },
    ],
  },
  {
    nombre: 'Incident',
    descripcion: 'What a customer reports',
    fields: [
      { etiqueta: 'Kind', tipo: 'LIST', value: 'invoice,delivery,damage,other,' },
      { etiqueta: 'Order number', tipo: 'TEXT', value: '' },
      { etiqueta: 'What happened', tipo: 'TEXTAREA', value: '' },
    ],
  },
];

export const CONTACTS: readonly SampleContact[] = [
  { cedula_ruc: '0912345678', name: 'Ana', apellido: 'Pérez', telefono: '5550101' },
  { cedula_ruc: '0923456789', name: 'Luis', apellido: 'Gómez', telefono: '5550102' },
  { cedula_ruc: '0934567890', name: 'Marta', apellido: 'Ibáñez', telefono: '5550103' },
  // Two of one household: the agent chooses.
  { cedula_ruc: '0945678901', name: 'Nora', apellido: 'Vidal', telefono: '5550104' },
  { cedula_ruc: '0956789012', name: 'Óscar', apellido: 'Vidal', telefono: '5550104' },
];

export const INCOMING: readonly SampleIncoming[] = [
  {
    name: 'Customer service',
    queue: '8000',
    active: true,
    script: '<p>Good morning, <b>customer service</b>. How can I help you?</p>',
    urls: ['Customer card', 'New ticket'],
    forms: ['Incident'],
  },
  {
    name: 'Winter hotline',
    queue: '8000',
    active: false,
    script: '<p>Winter hotline, good morning.</p>',
    urls: [],
    forms: [],
  },
];

export const OUTGOING: readonly SampleOutgoing[] = [
  {
    name: 'Spring offer',
    queue: '8001',
    active: false,
    script: '<p>Good morning, may I tell you about our <b>spring offer</b>?</p>',
    urls: ['Customer card', 'New ticket', 'Customer score'],
    forms: ['Survey'],
    retries: 3,
    trunk: undefined,
    maxChannels: 5,
    calls: ['Ana Pérez', 'Luis Gómez', 'Marta Ibáñez', 'Nora Vidal', 'Pablo Ruiz', 'Quima Soler'].map(
      (name, index) => ({
        phone: `555020${index + 1}`,
        attributes: [
          { label: 'Name', value: name },
          { label: 'City', value: index % 2 === 0 ? 'Guayaquil' : 'Quito' },
          { label: 'Customer since', value: String(2015 + index) },
        ],
      }),
    ),
  },
  {
    name: 'Renewals',
    queue: '8001',
    active: false,
    script: '<p>Your contract ends soon. Shall we renew it?</p>',
    urls: [],
    forms: ['Survey', 'Incident'],
    retries: 5,
    trunk: 'PJSIP/trunk',
    maxChannels: 0,
    calls: [{ phone: '5550301', attributes: [{ label: 'Name', value: 'Rita Alba' }] }],
  },
];
