import {
  dateNotAcceptable,
  failures,
  fieldNotFound,
  formNotFound,
  formValueTooLarge,
  valueNotListed,
} from '../../messages/failures.js';
import { accepted, refused } from '../../messages/request-outcome.js';
import { AGENT, CREDENTIALS, example, failed, SUCCESS } from './example.js';

/** ECCP §8.4 */
export const callDataRequests = [
  example(
    'getcallinfo',
    '<campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id><call_id>88</call_id>',
    { campaignType: 'outgoing', campaignId: 3, callId: 88 },
    [
      '<calltype>outgoing</calltype><call_id>88</call_id><campaign_id>3</campaign_id><phone>5550171</phone><status>Success</status><uniqueid>1709284000.21</uniqueid><duration>64</duration><datetime_originate>2024-03-01 10:00:00</datetime_originate><datetime_originateresponse>2024-03-01 10:00:07</datetime_originateresponse><datetime_join>2024-03-01 10:00:07</datetime_join><datetime_linkstart>2024-03-01 10:00:09</datetime_linkstart><datetime_linkend>2024-03-01 10:01:13</datetime_linkend><retries>1</retries><agent_number>Agent/412</agent_number><trunk>SIP/carrier</trunk><call_attributes><attribute><label>Name</label><value>Ana P.</value><order>1</order></attribute></call_attributes><call_survey><form id="2"><field id="7"><label>Result</label><value>interested</value></field></form></call_survey>',
      accepted({
        callType: 'outgoing',
        callId: 88,
        campaignId: 3,
        phone: '5550171',
        status: 'Success',
        uniqueId: '1709284000.21',
        duration: 64,
        originateTime: '2024-03-01 10:00:00',
        originateResponseTime: '2024-03-01 10:00:07',
        joinTime: '2024-03-01 10:00:07',
        linkStart: '2024-03-01 10:00:09',
        linkEnd: '2024-03-01 10:01:13',
        retries: 1,
        agentNumber: 'Agent/412',
        trunk: 'SIP/carrier',
        details: {
          attributes: [{ label: 'Name', value: 'Ana P.', order: 1 }],
          survey: [{ id: '2', fields: [{ id: '7', label: 'Result', value: 'interested' }] }],
        },
      }),
    ],
    [
      '<calltype>outgoing</calltype><call_id>89</call_id><campaign_id>3</campaign_id><status>Failure</status><failure_cause>17</failure_cause><failure_cause_txt>User busy</failure_cause_txt><call_attributes/><call_survey/>',
      accepted({
        callType: 'outgoing',
        callId: 89,
        campaignId: 3,
        status: 'Failure',
        failureCause: 17,
        failureText: 'User busy',
        details: { attributes: [], survey: [] },
      }),
    ],
    [failed(404, 'Call not found'), refused(failures.callNotFound)],
  ),
  example(
    'getcallinfo',
    '<campaign_type>incoming</campaign_type><call_id>51</call_id>',
    { campaignType: 'incoming', callId: 51 },
    [
      '<calltype>incoming</calltype><call_id>51</call_id><phone>5550171</phone><status>terminada</status><uniqueid>1709284100.30</uniqueid><duration>64</duration><datetime_join>2024-03-01 10:02:11</datetime_join><datetime_linkstart>2024-03-01 10:02:19</datetime_linkstart><datetime_linkend>2024-03-01 10:03:23</datetime_linkend><trunk>SIP/carrier</trunk><queue>9000</queue><agent_number>Agent/412</agent_number><call_attributes/><matching_contacts><contact id="12"><attribute><label>first_name</label><value>Ana</value><order>1</order></attribute></contact></matching_contacts><call_survey/>',
      accepted({
        callType: 'incoming',
        callId: 51,
        phone: '5550171',
        status: 'terminada',
        uniqueId: '1709284100.30',
        duration: 64,
        joinTime: '2024-03-01 10:02:11',
        linkStart: '2024-03-01 10:02:19',
        linkEnd: '2024-03-01 10:03:23',
        trunk: 'SIP/carrier',
        queue: '9000',
        agentNumber: 'Agent/412',
        details: {
          attributes: [],
          matchingContacts: [{ id: '12', attributes: [{ label: 'first_name', value: 'Ana', order: 1 }] }],
          survey: [],
        },
      }),
    ],
  ),
  example(
    'setcontact',
    `${CREDENTIALS}<call_id>51</call_id><contact_id>12</contact_id>`,
    { ...AGENT, callId: 51, contactId: 12 },
    SUCCESS,
    [failed(404, 'Contact ID not found'), refused(failures.contactIdNotFound)],
  ),
  example(
    'saveformdata',
    `${CREDENTIALS}<campaign_type>outgoing</campaign_type><call_id>88</call_id><forms><form id="2"><field id="7">interested</field></form></forms>`,
    {
      ...AGENT,
      campaignType: 'outgoing',
      callId: 88,
      forms: [{ id: 2, fields: [{ id: 7, value: 'interested' }] }],
    },
    SUCCESS,
    [failed(404, 'Form ID not found: 9'), refused(formNotFound(9))],
    [failed(404, 'Field ID not found in form: 2 - 99'), refused(fieldNotFound(2, 99))],
    [failed(413, 'Form value too large: 2 - 7'), refused(formValueTooLarge(2, 7))],
    [
      failed(406, 'Date format not acceptable, must be yyyy-mm-dd or yyyy-mm-dd hh:mm:ss: 2 - 8'),
      refused(dateNotAcceptable(2, 8)),
    ],
    [failed(406, 'Value not in list of accepted values: 2 - 9'), refused(valueNotListed(2, 9))],
  ),
] as const;
