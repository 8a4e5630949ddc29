import { element, requestNames, requests, writeElement } from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../conformance/catalogue.js';
import { failureKey } from '../testing/failures/failure-case.js';
import { failureCases } from '../testing/failures/failure-cases.js';
import { TestServer } from '../testing/test-server.js';

describe('every failure of every request, ECCP §8', () => {
  it.each(failureCases)('$request: $code $message — $when', async (one) => {
    await using server = await TestServer.start({ settings: one.settings ?? {} });
    const client = await server.loggedIn();
    await one.arrange?.(server, client);
    const message = writeElement(element('message', one.message));
    const failure = `<failure><code>${one.code}</code>${message}</failure>`;
    const status = one.status === undefined ? '' : `<status>${one.status}</status>`;
    const { request, level } = one;
    expect(await client.ask('x', one.send)).toBe(
      level === 'outer'
        ? `<response id="x">${failure}</response>`
        : `<response id="x"><${request}_response>${status}${failure}</${request}_response></response>`,
    );
  });

  it('has a case above, or a reason why it is never sent', () => {
    const produced = failureCases.map(({ request, level, code, message }) =>
      failureKey(request, level, code, message),
    );
    const missing: string[] = [];
    for (const request of requestNames) {
      const listed = requests[request].failures.map(({ level, failure }) =>
        failureKey(request, level, failure.code, failure.message),
      );
      for (const key of new Set(listed)) {
        const wanted = listed.filter((other) => other === key).length;
        const cases = produced.filter((other) => other === key).length;
        if (Object.hasOwn(catalogue.never, key) ? cases > 0 : cases < wanted) missing.push(key);
      }
      // A literal that no table lists would surprise whoever reads the reference.
      missing.push(...produced.filter((key) => key.startsWith(`${request} `) && !listed.includes(key)));
    }
    expect(missing).toEqual([]);
  });
});
