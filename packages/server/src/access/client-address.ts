import { isIPv6, type Socket } from 'node:net';

/** Where a client is. */
export interface ClientAddress {
  /** Its address alone; an IPv4 address is written as one, however it arrived. */
  readonly ip: string;
  /** With its port, for the log. */
  readonly text: string;
  /** What counts as one place: the address, of IPv6 the network of which every address is its owner's to use. */
  readonly place: string;
}

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
/** Groups of an IPv6 address that name a network: /64. */
const NETWORK_GROUPS = 4;

export function addressOf(socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): ClientAddress {
  return clientAddress(socket.remoteAddress ?? 'unknown', socket.remotePort);
}

export function clientAddress(remote: string, port?: number): ClientAddress {
  const ip = MAPPED.exec(remote)?.[1] ?? remote;
  const shown = isIPv6(ip) ? `[${ip}]` : ip;
  return { ip, text: port === undefined ? shown : `${shown}:${port}`, place: placeOf(ip) };
}

function placeOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - front.length - back.length }, () => '0');
  const network = [...front, ...zeros, ...back].slice(0, NETWORK_GROUPS);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
