interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where the server is, on one line that programs can read: `ready eccp=127.0.0.1:20005 ami=… http=…`. */
export function readyLine(addresses: {
  readonly eccp: Address;
  readonly eccps?: Address | undefined;
  readonly ami: Address;
  /** What is to be said of Asterisk besides: `connected Asterisk 16.28.0`. */
  readonly asterisk?: string;
  readonly http: Address | undefined;
}): string {
  const { eccp, eccps, ami, asterisk, http } = addresses;
  return [
    'ready',
    `eccp=${show(eccp)}`,
    ...(eccps === undefined ? [] : [`eccps=${show(eccps)}`]),
    `ami=${show(ami)}${asterisk === undefined ? '' : ` (${asterisk})`}`,
    `http=${http === undefined ? 'off' : show(http)}`,
  ].join(' ');
}

function show({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
