import { describe, expect, it } from 'vitest';
import { writeElement } from '../codec/document-writer.js';
import { element } from '../codec/xml-element.js';
import { type CampaignForm, decodeCampaignForms, encodeCampaignForms } from './campaign-forms.js';

const FORM: CampaignForm = {
  id: 2,
  name: 'Order',
  description: 'What & how many',
  active: false,
  fields: [
    { id: 1, order: 1, type: 'LABEL', label: 'Read this' },
    { id: 2, order: 2, type: 'DATE', label: 'When', defaultValue: '2024-03-01' },
    { id: 3, order: 3, type: 'TEXT', label: 'Name' },
    { id: 4, order: 4, type: 'TEXTAREA', label: 'Why', defaultValue: 'because' },
    { id: 5, order: 5, type: 'LIST', label: 'How many', options: ['1', ''] },
  ],
};

const WRITTEN =
  '<forms><form id="2" name="Order" description="What &amp; how many" status="I"><field order="1" id="1"><label>Read this</label><type>LABEL</type></field><field order="2" id="2"><label>When</label><type>DATE</type><default_value>2024-03-01</default_value></field><field order="3" id="3"><label>Name</label><type>TEXT</type><maxsize>250</maxsize></field><field order="4" id="4"><label>Why</label><type>TEXTAREA</type><maxsize>250</maxsize><default_value>because</default_value></field><field order="5" id="5"><label>How many</label><type>LIST</type><maxsize>250</maxsize><options><value>1</value><value/></options></field></form></forms>';

describe('forms of a campaign, ECCP §8.5 getcampaigninfo', () => {
  it('are written with what belongs to the type of each field, and read back', () => {
    expect(writeElement(encodeCampaignForms([FORM]))).toBe(WRITTEN);
    expect(decodeCampaignForms(element('getcampaigninfo_response', [encodeCampaignForms([FORM])]))).toEqual([
      FORM,
    ]);
  });

  it('leave out empty names, and forms without fields', () => {
    const unnamed: CampaignForm = { ...FORM, name: '', description: '', fields: FORM.fields.slice(0, 1) };
    expect(writeElement(encodeCampaignForms([{ ...FORM, fields: [] }, unnamed]))).toBe(
      '<forms><form id="2" status="I"><field order="1" id="1"><label>Read this</label><type>LABEL</type></field></form></forms>',
    );
  });
});
