import { describe, expect, it } from 'vitest';
import { held, talking } from '../testing/situations.js';
import { command, ROSA, TestServer } from '../testing/test-server.js';

const answer = (content: string): string =>
  `<response id="x"><getchanvars_response><clientchannel>PJSIP/customer-c1</clientchannel>${content}</getchanvars_response></response>`;

describe('the variables of a customer, ECCP §8.3 getchanvars', () => {
  it.each([
    ['who talks', talking],
    ['on hold', held],
  ])('are those of its channel: %s', async (_, situation) => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await situation(server, client);
    server.asterisk.variables = [
      { name: 'CUSTOMER_ID', value: '7781' },
      { name: 'NOTE', value: 'a<b & "ñ"\nsecond line' },
      { name: 'EMPTY', value: '' },
    ];
    expect(await client.ask('x', command('getchanvars', ROSA))).toBe(
      answer(
        '<chanvars><chanvar><label>CUSTOMER_ID</label><value>7781</value></chanvar><chanvar><label>NOTE</label><value>a&lt;b &amp; "&#xF1;"\nsecond line</value></chanvar><chanvar><label>EMPTY</label><value/></chanvar></chanvars>',
      ),
    );
  });

  it('may be none', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await talking(server, client);
    server.asterisk.variables = [];
    expect(await client.ask('x', command('getchanvars', ROSA))).toBe(answer('<chanvars/>'));
  });
});
