import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from '../connection/database-url.js';
import { pbxDatabaseUrl } from './amportal-conf.js';

function addressIn(text: string): unknown {
  const answer = pbxDatabaseUrl(text);
  return answer.kind === 'url' ? parseDatabaseUrl(answer.url) : answer.reason;
}

describe('amportal.conf', () => {
  it('says where the database of the PBX is, whatever the password', () => {
    const text = `# comment
AMPDBENGINE=mysqli
AMPDBHOST = 10.0.0.3
AMPDBUSER=asteriskuser
AMPDBPASS="p#w@:/% ñ"
AMPWEBROOT=/var/www/html
`;
    expect(addressIn(text)).toMatchObject({
      kind: 'mysql',
      host: '10.0.0.3',
      port: 3306,
      user: 'asteriskuser',
      password: 'p#w@:/% ñ',
      database: 'asterisk',
    });
    expect(addressIn('AMPDBUSER=u\nAMPDBNAME=pbx\n')).toMatchObject({
      host: 'localhost',
      password: '',
      database: 'pbx',
    });
  });

  it('of another engine, or without a user, is of no use', () => {
    expect(addressIn('AMPDBENGINE=sqlite3\nAMPDBUSER=u\n')).toBe('AMPDBENGINE is sqlite3, which is no MySQL');
    expect(addressIn('AMPDBHOST=h\n')).toBe('it has no AMPDBUSER');
  });
});
