import { describe, expect, it } from 'vitest';
import { AGENT, CREDENTIALS } from '../testing/examples/example.js';
import { decodeArguments } from '../testing/parse.js';

const CALL = '<call_id>88</call_id>';
const FORMS = '<forms><form id="2"/></forms>';

describe('bad requests, ECCP §8.3 to §8.6', () => {
  it.each([
    ...(['transfercall', 'atxfercall'] as const).flatMap((name) => [
      [name, ''] as const,
      ...['', '5a', '+505', ' 505', '505#', '5 5'].map(
        (extension) => [name, `<extension>${extension}</extension>`] as const,
      ),
    ]),
    ['transfercallagent', ''],
    ['schedulecall', `<campaign_type>incoming</campaign_type>${CALL}`],
    ['schedulecall', `<campaign_type/>${CALL}`],
    ['setcontact', '<call_id>51</call_id>'],
    ['setcontact', '<contact_id>12</contact_id>'],
    ['saveformdata', `<campaign_type>both</campaign_type>${CALL}${FORMS}`],
    ['saveformdata', FORMS],
    ['saveformdata', CALL],
    ['saveformdata', `${CALL}<forms><form id="2"/><form id="3"/><form id=" 02"/></forms>`],
  ] as const)('%s with %j', (name, content) => {
    expect(decodeArguments(name, CREDENTIALS + content)).toBeUndefined();
  });

  it.each([
    `<campaign_type/><campaign_id>3</campaign_id>${CALL}`,
    CALL,
    '<campaign_id>3</campaign_id>',
    '<campaign_type>incoming</campaign_type>',
  ])('getcallinfo with %j', (content) => {
    expect(decodeArguments('getcallinfo', content)).toBeUndefined();
  });
});

describe('what a handler refuses reaches it, ECCP §8.3 to §8.6', () => {
  it('getcallinfo is about outgoing calls unless told; of an incoming one the campaign does not matter', () => {
    const content = `<campaign_id>3</campaign_id>${CALL}`;
    expect(decodeArguments('getcallinfo', content)).toEqual({
      campaignType: 'outgoing',
      campaignId: 3,
      callId: 88,
    });
    expect(decodeArguments('getcallinfo', `<campaign_type>incoming</campaign_type>${content}`)).toEqual({
      campaignType: 'incoming',
      callId: 88,
    });
  });

  it('transfercallagent: a badly formed target', () => {
    expect(
      decodeArguments('transfercallagent', `${CREDENTIALS}<target_agent_number>413</target_agent_number>`),
    ).toEqual({ ...AGENT, targetAgentNumber: '413' });
  });

  it.each([
    ['', undefined],
    ['<timeout/>', 0],
    ['<timeout>-5</timeout>', -5],
    ['<timeout>soon</timeout>', 0],
    ['<timeout> 30s</timeout>', 30],
  ])('mixmonitormute: timeout %j', (content, timeout) => {
    expect(decodeArguments('mixmonitormute', CREDENTIALS + content)).toEqual({ ...AGENT, timeout });
  });

  it('schedulecall: whatever schedule, flag and phone say', () => {
    expect(
      decodeArguments(
        'schedulecall',
        `${CREDENTIALS}<schedule><date_init/><time_end>late</time_end></schedule><sameagent>0</sameagent><newphone/>`,
      ),
    ).toEqual({
      ...AGENT,
      schedule: { dateInit: '', timeEnd: 'late' },
      sameAgent: false,
      newPhone: '',
    });
  });

  it.each(['<campaign_type>incoming</campaign_type>', CALL, ''])(
    'schedulecall: %j alone names no call',
    (content) => expect(decodeArguments('schedulecall', CREDENTIALS + content)).toEqual(AGENT),
  );

  it('saveformdata: forms without id and fields without id or text', () => {
    expect(
      decodeArguments(
        'saveformdata',
        `${CREDENTIALS}${CALL}<forms><form><field/><field id="7"> a &amp; ñ </field><field id="7">b</field></form></forms>`,
      ),
    ).toEqual({
      ...AGENT,
      campaignType: 'outgoing',
      callId: 88,
      forms: [
        {
          id: 0,
          fields: [
            { id: 0, value: '' },
            { id: 7, value: ' a & ñ ' },
            { id: 7, value: 'b' },
          ],
        },
      ],
    });
  });
});
