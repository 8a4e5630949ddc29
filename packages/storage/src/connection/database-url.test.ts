import { describe, expect, it } from 'vitest';
import { describeAddress, parseDatabaseUrl } from './database-url.js';

describe('parseDatabaseUrl', () => {
  it.each([
    ['sqlite::memory:', ':memory:'],
    ['sqlite:data/cc.db', 'data/cc.db'],
    ['sqlite:/var/lib/cc.db', '/var/lib/cc.db'],
    ['sqlite:///var/lib/cc.db', '/var/lib/cc.db'],
  ])('reads %s', (url, file) => {
    expect(parseDatabaseUrl(url)).toEqual({ kind: 'sqlite', file });
  });

  it('reads a MariaDB address with encoded characters', () => {
    expect(parseDatabaseUrl('mysql://as%40terisk:p%3A%2F%23@db.example:3307/cc')).toEqual({
      kind: 'mysql',
      host: 'db.example',
      port: 3307,
      user: 'as@terisk',
      password: 'p:/#',
      database: 'cc',
      socketPath: undefined,
    });
  });

  it('has the defaults of existing installations', () => {
    expect(parseDatabaseUrl('mariadb://asterisk@localhost')).toMatchObject({
      port: 3306,
      password: '',
      database: 'call_center',
    });
  });

  it('reads a socket and an IPv6 host', () => {
    expect(parseDatabaseUrl('mysql://u:p@localhost/cc?socketPath=/run/mysqld/mysqld.sock')).toMatchObject({
      socketPath: '/run/mysqld/mysqld.sock',
    });
    expect(parseDatabaseUrl('mysql://u:p@[::1]:3306/cc')).toMatchObject({ host: '::1' });
  });

  it.each([
    ['', /no scheme/],
    ['postgres://u:sesame@h/d', /unknown scheme postgres:/],
    ['sqlite:', /no file name/],
    ['sqlite://relative.db', /absolute path/],
    ['mysql://u:sesame/1@h:3306:9/d', /percent-encoded/],
    ['mysql://u:open@x/sesame@h/d', /percent-encoded/],
    ['mysql://u:open@x?sesame@h/d', /percent-encoded/],
    ['mysql://u:open@sesame#@h/d', /percent-encoded/],
    ['mysql://h/d', /no user/],
    ['mysql://u:sesame%zz@h/d', /two hexadecimal digits/],
    ['mysql://u:sesame@h/d?ssl=1', /unknown option ssl/],
  ])('refuses %j without showing the password', (url, reason) => {
    let message = '';
    try {
      parseDatabaseUrl(url);
    } catch (error) {
      message = String(error);
    }
    expect(message).toMatch(reason);
    expect(message).toMatch(/Write sqlite:FILE/);
    expect(message).not.toContain('sesame');
  });

  it('describes an address without its password', () => {
    expect(describeAddress(parseDatabaseUrl('mysql://u:sesame@h:1/d'))).toBe(
      'MariaDB/MySQL database d at h:1',
    );
  });
});
