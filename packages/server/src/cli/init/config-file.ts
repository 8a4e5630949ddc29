import { stringify } from 'yaml';
import type { InitAnswers } from './init-answers.js';

/** The text of openeccp.yaml: what was asked, and what else is most often set. */
export function configFile({ ami, databaseUrl }: InitAnswers): string {
  const text = (value: string): string => stringify(value).trimEnd();
  return `# OpenECCP. Check it with: openeccp config check
# Environment variables such as OPENECCP_ASTERISK_SECRET and flags go before this file.

eccp:
  # 0.0.0.0 lets clients of other machines connect.
  host: 127.0.0.1
  port: 20005
  # tls: { host: 0.0.0.0, port: 20006, certFile: cert.pem, keyFile: key.pem }

asterisk:
  host: ${text(ami.host)}
  port: ${ami.port}
  user: ${text(ami.user)}
  secret: ${text(ami.secret)}
  contexts:
    login: agent-login
    request: agents
    # Where the slots of a lot that a phone parks in are extensions; openeccp's own lot has a context of its own.
    parking: parkedcalls
    # Where the numbers are to which calls can be transferred: what the agents' phones can dial.
    numbers: from-internal
  # auto: calls can be held when Asterisk has a parking lot.
  parking: auto
  # The lot for held calls; without this line openeccp if Asterisk has it, else its default one.
  # parkingLot: openeccp

database:
  url: ${text(databaseUrl)}

# Where the server keeps agents and calls for the one that starts after it; without this line beside the database.
# journal: { file: /var/lib/openeccp/journal.db }

protocol:
  # issabel: as the last Issabel servers behave.
  profile: elastix
  # true: consoles of the Issabel 5 fork also hear of ringing phones and consultations. Older clients fail on that.
  extended: false

agents:
  # true: everybody is logged off when the server stops. Otherwise the next one goes on with them.
  logOffAtStop: false
  # A callback agent whose phone Asterisk can't reach for so long is logged off, once it has no call and no break;
  # 0: never, seconds.
  lostPhoneSeconds: 60

calls:
  # An outgoing call that lasted no longer counts as short, seconds.
  shortSeconds: 10
  # After so long on hold a call comes back to its agent, and to its queue if nobody is there; 0: no limit, seconds.
  holdLimitSeconds: 0
  # So long before that its agent is warned (protocol.extended).
  holdWarningSeconds: 15

# asterisk: every phone that Asterisk knows. Or list them: { "412": PJSIP/412 }
extensions: asterisk

# Queues of callback agents, with penalties.
# callbackQueues:
#   PJSIP/101: { "8000": 0 }

# Health, readiness and metrics; off switches them off.
http:
  host: 127.0.0.1
  port: 20080

log:
  level: info
`;
}
