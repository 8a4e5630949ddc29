import { describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { type ContractBackend, withStorage } from './contract-backend.js';
import { insert, insertIncomingCampaign } from './sample-campaigns.js';
import { agentName } from './sample-writes.js';

const ANA = { name: agentName('Agent/700'), displayName: 'Ana', phonePassword: '42', eccpPassword: 'secret' };

export function accountsContract(backend: ContractBackend): void {
  describe('directory', () => {
    it('is empty in a new database', () =>
      withStorage(backend, async ({ storage }) => {
        expect(await storage.loadDirectory()).toEqual({
          agents: [],
          secrets: [],
          breaks: [],
          queues: [],
          clients: [],
        });
        expect(await storage.nextRowIds()).toEqual({
          audit: 1,
          callEntry: 1,
          currentCallEntry: 1,
          currentCalls: 1,
          progress: 1,
        });
      }));

    it('has the sample data, however often it is added', () =>
      withStorage(backend, async ({ storage }) => {
        await seedDemo(storage);
        const once = await storage.loadDirectory();
        await seedDemo(storage);
        expect(await storage.loadDirectory()).toEqual(once);
        expect(once.agents.map(({ name }) => name)).toEqual([
          'Agent/412',
          'Agent/9000',
          'Agent/9001',
          'Agent/9002',
          'Agent/9003',
          'PJSIP/101',
          'PJSIP/102',
          'PJSIP/103',
        ]);
        expect(once.secrets[0]).toEqual({ name: 'Agent/412', eccpPassword: '1234' });
        expect(once.breaks[0]).toEqual({
          id: 1,
          name: 'Hold',
          description: 'Hold',
          active: true,
          kind: 'hold',
        });
        expect(once.breaks.filter(({ kind }) => kind === 'break').map(({ name }) => name)).toContain('Lunch');
        expect(once.queues.map(({ name }) => name)).toEqual(['9000', '8000', '8001']);
        expect(once.clients).toEqual([
          { kind: 'md5', username: 'agentconsole', md5Password: '7e53aa92f7566f44f39f3f1842832581' },
        ]);
      }));

    it('leaves out inactive queues, agents without a name that ECCP can say, and takes the newest of two rows', () =>
      withStorage(backend, async ({ storage, query }) => {
        await query("insert into queue_call_entry (queue, estatus) values ('1', 'A')");
        await query("insert into queue_call_entry (queue, estatus) values ('2', 'I')");
        await query("insert into queue_call_entry (queue, estatus) values ('1', 'A')");
        await query("insert into queue_call_entry (queue, estatus) values (null, 'A')");
        for (const number of ['7', '7', 'x-y']) {
          await query(
            `insert into agent (type, number, name, password) values ('SIP', '${number}', 'n', '1')`,
          );
        }
        await query(
          "insert into break (name, description, status, tipo) values ('B', null, 'I', null)".replace(
            'break',
            '`break`',
          ),
        );
        const directory = await storage.loadDirectory();
        expect(directory.queues).toEqual([{ rowId: 1, name: '1', campaigns: [] }]);
        expect(directory.agents).toEqual([{ rowId: 2, name: 'SIP/7', displayName: 'n' }]);
        expect(directory.secrets).toEqual([{ name: 'SIP/7', eccpPassword: null }]);
        expect(directory.breaks).toEqual([
          { id: 1, name: 'B', description: '', active: false, kind: 'break' },
        ]);
      }));
  });

  describe('directory of incoming campaigns', () => {
    it('tells when the active ones of each queue are open over the next days', () =>
      withStorage(backend, async (subject) => {
        await insert(subject, 'queue_call_entry', { queue: '8000', estatus: 'I' });
        await insert(subject, 'queue_call_entry', { queue: '8000' });
        await insert(subject, 'queue_call_entry', { queue: '8001' });
        const always = { datetime_init: '2000-01-01', datetime_end: '2199-12-31', daytime_end: '08:00:00' };
        await insertIncomingCampaign(subject, { id: 1, ...always, estatus: 'I' });
        await insertIncomingCampaign(subject, { id: 2, ...always });
        await insertIncomingCampaign(subject, { id: 3, ...always, id_queue_call_entry: 2 });
        await insertIncomingCampaign(subject, { id: 4, ...always, datetime_end: '2001-01-01' });
        await insertIncomingCampaign(subject, { id: 5, ...always, datetime_init: '2199-01-01' });
        const before = Date.now();
        const { queues } = await subject.storage.loadDirectory();
        expect(queues.map(({ name, campaigns }) => [name, campaigns.map(({ id }) => id)])).toEqual([
          ['8000', [2, 3, 5]],
          ['8001', []],
        ]);
        const [first, , third] = queues[0]?.campaigns ?? [];
        expect(first?.windows).toHaveLength(1);
        expect(first?.windows[0]?.from).toBeLessThanOrEqual(before);
        expect(first?.windows[0]?.until).toBeGreaterThan(before + 6 * 86_400_000);
        expect(third?.windows).toEqual([]);
      }));
  });

  describe('queues', () => {
    it('are added once, switched off and switched on again in the same row', () =>
      withStorage(backend, async ({ storage }) => {
        expect(await storage.addQueue('9000')).toBe('added');
        expect(await storage.addQueue('9000')).toBe('exists');
        const { queues } = await storage.loadDirectory();
        expect(queues.map(({ name }) => name)).toEqual(['9000']);
        expect(await storage.removeQueue('9000')).toBe(true);
        expect(await storage.removeQueue('9000')).toBe(false);
        expect((await storage.loadDirectory()).queues).toEqual([]);
        expect(await storage.addQueue('9000')).toBe('added');
        expect((await storage.loadDirectory()).queues).toEqual(queues);
      }));

    it.each(['', '9'.repeat(51)])('refuses the name %j', (name) =>
      withStorage(backend, async ({ storage }) => {
        await expect(storage.addQueue(name)).rejects.toMatchObject({
          code: 'unsupported',
          message: expect.stringContaining("can't be kept"),
        });
      }),
    );
  });

  describe('agents', () => {
    it('are added once, removed softly and added again under a new row', () =>
      withStorage(backend, async ({ storage, query }) => {
        expect(await storage.addAgent(ANA)).toBe('added');
        expect(await storage.addAgent(ANA)).toBe('exists');
        expect(await storage.removeAgent(ANA.name)).toBe(true);
        expect(await storage.removeAgent(ANA.name)).toBe(false);
        expect((await storage.loadDirectory()).agents).toEqual([]);
        expect(await storage.addAgent(ANA)).toBe('added');
        expect(
          await query('select type, number, name, password, estatus, eccp_password from agent order by id'),
        ).toEqual([
          {
            type: 'Agent',
            number: '700',
            name: 'Ana',
            password: '42',
            estatus: 'I',
            eccp_password: 'secret',
          },
          {
            type: 'Agent',
            number: '700',
            name: 'Ana',
            password: '42',
            estatus: 'A',
            eccp_password: 'secret',
          },
        ]);
      }));

    it('of two types may have one number', () =>
      withStorage(backend, async ({ storage }) => {
        expect(await storage.addAgent(ANA)).toBe('added');
        expect(await storage.addAgent({ ...ANA, name: agentName('PJSIP/700') })).toBe('added');
        expect((await storage.loadDirectory()).agents.map(({ name }) => name)).toEqual([
          'Agent/700',
          'PJSIP/700',
        ]);
      }));

    it.each([
      [{ phonePassword: 'abc' }, /must be digits/],
      [{ phonePassword: '' }, /must be digits/],
      [{ name: agentName('Zap/1') }, /no agents of type Zap, only Agent, SIP, PJSIP, IAX2/],
      [{ name: agentName(`Agent/${'1'.repeat(41)}`) }, /longer than column/],
    ])('refuses %j', (fields, message) =>
      withStorage(backend, async ({ storage }) => {
        await expect(storage.addAgent({ ...ANA, ...fields })).rejects.toMatchObject({
          code: 'unsupported',
          message: expect.stringMatching(message),
        });
        expect((await storage.loadDirectory()).agents).toEqual([]);
      }),
    );
  });

  describe('clients', () => {
    const md5Password = '0123456789abcdef0123456789abcdef';

    it('are added, replaced and removed', () =>
      withStorage(backend, async ({ storage }) => {
        expect(await storage.putClient({ username: 'web', md5Password })).toBe('added');
        const replaced = { username: 'web', md5Password: md5Password.replace('0', 'f') };
        expect(await storage.putClient(replaced)).toBe('replaced');
        expect(await storage.putClient(replaced)).toBe('replaced');
        expect(await storage.listClients()).toEqual([{ kind: 'md5', ...replaced }]);
        expect(await storage.removeClient('web')).toBe(true);
        expect(await storage.removeClient('web')).toBe(false);
        expect(await storage.listClients()).toEqual([]);
      }));

    it('differ by case', () =>
      withStorage(backend, async ({ storage }) => {
        await storage.putClient({ username: 'web', md5Password });
        expect(await storage.putClient({ username: 'WEB', md5Password })).toBe('added');
        expect(await storage.removeClient('Web')).toBe(false);
        expect(await storage.removeClient('WEB')).toBe(true);
        expect((await storage.listClients()).map(({ username }) => username)).toEqual(['web']);
      }));

    it('have their md5 in lower case whoever wrote it', () =>
      withStorage(backend, async ({ storage, query }) => {
        await query(
          `insert into eccp_authorized_clients (username, md5_password) values ('x', '${md5Password.toUpperCase()}')`,
        );
        expect(await storage.listClients()).toEqual([{ kind: 'md5', username: 'x', md5Password }]);
      }));

    it('have a salted hash once they were given one, until they get another password', () =>
      withStorage(backend, async ({ storage, query }) => {
        await storage.putClient({ username: 'other', md5Password });
        await storage.putClient({ username: 'web', md5Password });
        expect(await storage.saltClient({ username: 'web', md5Password: 'f'.repeat(32) }, 'h')).toBe(
          'changed',
        );
        expect(await storage.saltClient({ username: 'WEB', md5Password }, 'h')).toBe('changed');
        expect(await storage.saltClient({ username: 'web', md5Password }, 'scrypt$h')).toBe('salted');
        expect(await storage.saltClient({ username: 'web', md5Password }, 'h')).toBe('changed');
        const other = { kind: 'md5', username: 'other', md5Password };
        expect((await storage.loadDirectory()).clients).toEqual([
          other,
          { kind: 'salted', username: 'web', hash: 'scrypt$h' },
        ]);
        const [kept] = await query(
          "select md5_password as kept from eccp_authorized_clients where username = 'web'",
        );
        expect(JSON.stringify(kept)).toMatch(/"![0-9a-f]{31}"/);

        // As the web interface of an existing call center does it.
        await query(
          `update eccp_authorized_clients set md5_password = '${md5Password}' where username = 'web'`,
        );
        const web = { kind: 'md5', username: 'web', md5Password };
        expect(await storage.listClients()).toEqual([other, web]);
        expect(await storage.saltClient(web, 'scrypt$i')).toBe('salted');
        expect(await storage.putClient({ username: 'web', md5Password })).toBe('replaced');
        expect(await storage.listClients()).toEqual([other, web]);
        expect(await query('select * from oe_client_secret')).toEqual([]);
        expect(await storage.saltClient(web, 'scrypt$i')).toBe('salted');
        await query('delete from oe_client_secret');
        expect(await storage.listClients()).toEqual([other, { kind: 'lost', username: 'web' }]);
        expect(await storage.removeClient('web')).toBe(true);
      }));

    it.each(['', 'x'.repeat(65)])('refuses the name %j', (username) =>
      withStorage(backend, async ({ storage }) => {
        await expect(storage.putClient({ username, md5Password })).rejects.toMatchObject({
          code: 'unsupported',
        });
      }),
    );
  });

  describe('life', () => {
    it('answers a ping until it is closed, and then says so', () =>
      withStorage(backend, async ({ storage }) => {
        await storage.ping();
        await storage.close();
        await storage.close();
        await expect(storage.ping()).rejects.toMatchObject({ code: 'closed' });
        await expect(storage.apply([])).rejects.toMatchObject({ code: 'closed' });
      }));

    it('starts nothing for a caller that has given up', () =>
      withStorage(backend, async ({ storage }) => {
        const signal = AbortSignal.abort(new Error('gave up'));
        await expect(storage.addAgent(ANA, { signal })).rejects.toThrow('gave up');
        expect((await storage.loadDirectory()).agents).toEqual([]);
      }));
  });
}
