import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownParkingLot } from '../../packages/server/src/cli/init/parking-lot.js';
import { TRANSFER_DIALPLAN } from '../../packages/server/src/cli/init/transfer-dialplan.js';
import { giveToLabUser } from './lab-user.js';

/**
 * Where calls can be parked: in our own lot as well as in the default one, 701 to 720, in that alone, or nowhere.
 */
export type Parking = 'own' | 'default' | 'none';

/** What differs from one instance to the next. */
export type AsteriskSettings = {
  readonly root: string;
  readonly etc: string;
  readonly var: string;
  readonly modules: string;
  readonly amiPort: number;
  readonly sipPort: number;
  readonly oldSipPort: number;
  readonly trunkPort: number;
  readonly rtp: { readonly first: number; readonly last: number };
  readonly parking: Parking;
  readonly parkingS: number | undefined;
  readonly ami: { readonly read: string; readonly write: string };
};

const templates: string = join(import.meta.dirname, 'asterisk-conf');

/** The extensions that a phone may register as. */
const phones = [101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 412];

/** Files that Asterisk complains about when they are missing; the defaults will do. */
const emptyFiles = [
  'acl',
  'amd',
  'ccss',
  'cli',
  'cli_permissions',
  'codecs',
  'pjproject',
  'queuerules',
  'stasis',
  'statsd',
  'udptl',
];

/** Writes the configuration of one Asterisk to `settings.etc`. */
export function writeAsteriskConfig(settings: AsteriskSettings): void {
  const values = placeholders(settings);
  const write = (name: string, text: string): void => {
    writeFileSync(join(settings.etc, name), text);
    giveToLabUser(join(settings.etc, name));
  };
  for (const name of emptyFiles) write(`${name}.conf`, '');
  const indications = 'indications.conf';
  write(indications, readFileSync(join(settings.root, 'etc/asterisk', indications), 'utf8'));
  for (const name of readdirSync(templates)) {
    const text = fill(readFileSync(join(templates, name), 'utf8'), name, values);
    write(name, name === 'modules.conf' ? withoutMissing(text, settings.modules) : text);
  }
}

function placeholders(settings: AsteriskSettings): ReadonlyMap<string, string> {
  return new Map<string, string>([
    ['ROOT', settings.root],
    ['ETC', settings.etc],
    ['VAR', settings.var],
    ['MODULES', settings.modules],
    ['AMI_PORT', String(settings.amiPort)],
    ['AMI_READ', settings.ami.read],
    ['AMI_WRITE', settings.ami.write],
    ['SIP_PORT', String(settings.sipPort)],
    ['OLD_SIP_PORT', String(settings.oldSipPort)],
    ['TRUNK_PORT', String(settings.trunkPort)],
    ['RTP_FIRST', String(settings.rtp.first)],
    ['RTP_LAST', String(settings.rtp.last)],
    // Without the module there is no parking extension; with it there always is a default lot.
    ['PARKING_MODULE', settings.parking === 'none' ? 'none.so' : 'res_parking.so'],
    ['PARKING_S', String(settings.parkingS ?? 300)],
    ['OWN_LOT', settings.parking === 'own' ? ownParkingLot(settings.parkingS) : ''],
    ['TRANSFERS', TRANSFER_DIALPLAN],
    ['PHONES', phones.map(phoneSections).join('\n')],
  ]);
}

function phoneSections(extension: number): string {
  return `
[${extension}](endpoint)
callerid = "Extension ${extension}" <${extension}>
auth = ${extension}
aors = ${extension}
[${extension}](password)
username = ${extension}
password = ${extension}
[${extension}](address)`;
}

function fill(text: string, file: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(/^(?!;).*$/gm, (line) =>
    line.replaceAll(/@([A-Z_]+)@/g, (_, name: string) => {
      const value = values.get(name);
      if (value === undefined)
        throw new Error(`${file} wants @${name}@, which asterisk-config.ts does not know.`);
      return value;
    }),
  );
}

function withoutMissing(modulesConf: string, modules: string): string {
  const isThere = (line: string): boolean => {
    const name = /^load = (\S+)$/.exec(line)?.[1];
    return name === undefined || existsSync(join(modules, name));
  };
  return modulesConf.split('\n').filter(isThere).join('\n');
}
