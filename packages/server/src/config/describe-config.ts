import { describeAddress, parseDatabaseUrl } from '@openeccp/storage';
import type { LoadedConfig } from './load-config.js';

/** The effective settings by path, complete, without secrets. */
export function effectiveSettings({ server }: LoadedConfig): Readonly<Record<string, unknown>> {
  const {
    eccp,
    asterisk,
    database,
    protocol,
    agents,
    calls,
    extensions,
    callbackQueues,
    pbx,
    clients,
    http,
    log,
  } = server;
  return {
    'eccp.host': eccp.host,
    'eccp.port': eccp.port,
    'eccp.tls': eccp.tls === undefined ? 'off' : `${eccp.tls.host}:${eccp.tls.port} ${eccp.tls.certFile}`,
    'eccp.tls.clientCa': eccp.tls?.clientCa ?? 'off',
    'eccp.tls.allow': eccp.tls?.allow?.join(' ') ?? 'as eccp.allow',
    'eccp.allow': eccp.allow?.join(' ') ?? 'everybody',
    'eccp.maxConnections': eccp.maxConnections,
    'eccp.maxDocumentBytes': eccp.maxDocumentBytes,
    'eccp.maxOutboxBytes': eccp.maxOutboxBytes,
    'eccp.eventsKept': eccp.eventsKept,
    'eccp.idleTimeoutSeconds': eccp.idleTimeoutS,
    'eccp.loginTimeoutSeconds': eccp.loginTimeoutS,
    'eccp.documentTimeoutSeconds': eccp.documentTimeoutS,
    'eccp.passwordHash': eccp.passwordHash,
    'eccp.acceptMd5AsPassword': eccp.acceptMd5AsPassword,
    'eccp.acceptAgentsWithoutPassword': eccp.acceptAgentsWithoutPassword,
    'eccp.failedLogins': eccp.failedLogins,
    'eccp.allowDefaultPassword': eccp.allowDefaultPassword,
    'asterisk.host': asterisk.host,
    'asterisk.port': asterisk.port,
    'asterisk.user': asterisk.user,
    'asterisk.secret': '(set)',
    ...Object.fromEntries(
      Object.entries(asterisk.contexts).map(([use, name]) => [`asterisk.contexts.${use}`, name]),
    ),
    'asterisk.parking': asterisk.parking,
    'asterisk.parkingLot': asterisk.parkingLot ?? 'openeccp if Asterisk has it, else its default lot',
    'asterisk.ringSeconds': asterisk.ringS,
    'asterisk.originate.atOnce': asterisk.originate.atOnce,
    'asterisk.originate.slowMilliseconds': asterisk.originate.slowMs,
    'asterisk.originate.waiting': asterisk.originate.waiting,
    'asterisk.originate.waitSeconds': asterisk.originate.waitS,
    // The address without user and password.
    'database.url': describeAddress(parseDatabaseUrl(database.url)),
    'database.refreshSeconds': database.refreshS,
    'protocol.profile': protocol.profile,
    'protocol.extended': protocol.extended,
    'agents.logOffAtStop': agents.logOffAtStop,
    'agents.lostPhoneSeconds': agents.lostPhoneS,
    'calls.shortSeconds': calls.shortS,
    'calls.holdLimitSeconds': calls.holdLimitS,
    'calls.holdWarningSeconds': calls.holdWarningS,
    extensions: typeof extensions === 'string' ? extensions : `${extensions.size} listed`,
    'pbx.database':
      pbx.database === undefined
        ? `as in ${pbx.amportalFile}`
        : describeAddress(parseDatabaseUrl(pbx.database)),
    callbackQueues: `${callbackQueues.size} agents`,
    clients: clients.size === 0 ? 'all may do everything' : [...clients.keys()].join(' '),
    'http.host': http?.host ?? 'off',
    'http.port': http?.port ?? 'off',
    'log.level': log.level,
    'log.auditFile': log.auditFile ?? 'none',
    'log.auditMiB': log.auditBytes / 1024 / 1024,
  };
}
