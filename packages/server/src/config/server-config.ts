import type { ClientRights } from '../access/client-rights.js';
import type { ProtocolChoice } from '../protocol/differences.js';
import type { AgentContexts } from '../telephony/asterisk/agent-interfaces.js';
import type { ParkingSetting } from '../telephony/asterisk/snapshot.js';

/** Everything that can be set, complete and checked. How it is written in YAML: `config/schema.ts`. */
export interface ServerConfig {
  readonly eccp: {
    readonly host: string;
    /** 0 takes any free port. */
    readonly port: number;
    /** A second, encrypted listener. */
    readonly tls: TlsConfig | undefined;
    /** Addresses and networks that may connect; undefined lets everybody. */
    readonly allow: readonly string[] | undefined;
    readonly maxConnections: number;
    readonly maxDocumentBytes: number;
    readonly maxOutboxBytes: number;
    /** Latest events that are kept for clients that were away; extended profile. */
    readonly eventsKept: number;
    /** 0 means never (D-12). */
    readonly idleTimeoutS: number;
    /** Whoever has not logged in by then is cut off; 0 means never. */
    readonly loginTimeoutS: number;
    /** A document that was begun must be whole by then; 0 means never. */
    readonly documentTimeoutS: number;
    /** `upgrade` keeps a salted hash in place of the md5 of whoever logs in; the old server can't read it. */
    readonly passwordHash: 'legacy' | 'upgrade';
    /** Clients may send the md5 in place of the password (ECCP §5.1). */
    readonly acceptMd5AsPassword: boolean;
    /** Anybody may act for an agent whose row has no ECCP password (ECCP §5.3). */
    readonly acceptAgentsWithoutPassword: boolean;
    /** So many failed logins of an address, or for an account, cost nothing yet; 0 limits nobody. */
    readonly failedLogins: number;
    /** Clients may log in with a password that everybody knows, also from other machines. */
    readonly allowDefaultPassword: boolean;
  };
  readonly asterisk: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly secret: string;
    readonly contexts: AgentContexts;
    readonly parking: ParkingSetting;
    /** The parking lot for holds; undefined: ours if Asterisk has it, else its default one. */
    readonly parkingLot: string | undefined;
    readonly ringS: number;
    /** How calls to customers are held back when Asterisk can't follow. */
    readonly originate: {
      /** So many are asked for at a time at most, before Asterisk says that it takes them. */
      readonly atOnce: number;
      /** An answer that takes longer halves that. */
      readonly slowMs: number;
      /** So many may wait, and none for longer. */
      readonly waiting: number;
      readonly waitS: number;
    };
  };
  readonly database: {
    /** `sqlite:FILE` or `mysql://user:password@host:port/call_center`. */
    readonly url: string;
    /** How often master data is read again, seconds. */
    readonly refreshS: number;
  };
  /** Where the server keeps what must outlive it; `off`: nowhere. Without a file it is beside the database, or where systemd says. */
  readonly journal: 'off' | { readonly file: string | undefined };
  readonly protocol: ProtocolChoice;
  readonly agents: {
    /** Logs everybody off when the server is stopped; otherwise the next one goes on with them. */
    readonly logOffAtStop: boolean;
    /** A callback agent is logged off when its phone is out of reach for so long, seconds; 0: never. */
    readonly lostPhoneS: number;
  };
  readonly calls: {
    /** An outgoing call that lasted no longer is short (ECCP §7.2), seconds. */
    readonly shortS: number;
    /** How long a hold may last, seconds; 0: as long as the parking lot has the call. */
    readonly holdLimitS: number;
    /** How long before that its agent is warned, seconds; 0: never. */
    readonly holdWarningS: number;
  };
  /** Phones by number; `asterisk` asks Asterisk for its endpoints, `pbx` the database of the PBX for its devices. */
  readonly extensions: 'asterisk' | 'pbx' | ReadonlyMap<string, string>;
  /** The database of the PBX: its URL or, without one, the file that says where it is. */
  readonly pbx: { readonly database: string | undefined; readonly amportalFile: string };
  /** Queues of callback agents with their penalties, beside those of Asterisk's database. */
  readonly callbackQueues: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** What clients may do, by user name; `*` stands for all others. Whoever is not named may do everything. */
  readonly clients: ReadonlyMap<string, ClientRights>;
  /** Health, readiness and metrics; undefined switches them off. */
  readonly http: { readonly host: string; readonly port: number } | undefined;
  readonly log: {
    readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
    /** Where the audit trail goes besides the log. */
    readonly auditFile: string | undefined;
    /** The file becomes `FILE.1` when it has grown to this. */
    readonly auditBytes: number;
  };
}

/** The encrypted listener. Files are paths of PEM files. */
export interface TlsConfig {
  readonly host: string;
  readonly port: number;
  readonly certFile: string;
  readonly keyFile: string;
  /** Authorities of which clients need a certificate; undefined asks for none. */
  readonly clientCa?: string | undefined;
  /** In place of `eccp.allow`. */
  readonly allow?: readonly string[] | undefined;
}
