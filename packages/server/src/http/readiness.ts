import type { TelephonyStatus } from '../telephony/telephony.js';

/** What readiness is made of, as far as the start has come. */
export interface ServerState {
  /** Undefined until the database has been read and ECCP listens. */
  readonly server: { readonly telephony: { readonly status: TelephonyStatus } } | undefined;
}

/** The body of `GET /ready`: each part says `ok`, or why not. */
export interface Readiness {
  readonly ready: boolean;
  readonly database: string;
  readonly eccp: string;
  readonly asterisk: string;
}

const OK = 'ok';

/** Clients can be served: the database has been read, ECCP listens and Asterisk is reached. */
export function readiness({ server }: ServerState): Readiness {
  const started = server === undefined ? 'starting' : OK;
  const asterisk = server === undefined ? 'starting' : describe(server.telephony.status);
  return { ready: started === OK && asterisk === OK, database: started, eccp: started, asterisk };
}

function describe(status: TelephonyStatus): string {
  switch (status.kind) {
    case 'up':
      return OK;
    case 'connecting':
      return 'connecting';
    case 'down':
      return status.reason;
  }
}
