import { BlockList, isIP, isIPv6 } from 'node:net';

/** Addresses that may connect. Tells of an IPv4 address also when it arrives mapped into IPv6. */
export class AllowList {
  readonly #list = new BlockList();

  /** @param networks addresses and networks, `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32` */
  constructor(networks: readonly string[]) {
    for (const network of networks) {
      const parsed = parseNetwork(network);
      if (parsed === undefined) throw new RangeError(`no address and no network: ${network}`);
      this.#list.addSubnet(parsed.address, parsed.prefix, parsed.family);
    }
  }

  /** @param ip as `clientAddress` gives it */
  allows(ip: string): boolean {
    return isIP(ip) !== 0 && this.#list.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4');
  }
}

interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** An address alone is a network of one. Undefined when it is neither. */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes('%')) return undefined;
  const longest = version === 4 ? 32 : 128;
  if (bits !== undefined && !/^\d{1,3}$/.test(bits)) return undefined;
  const prefix = bits === undefined ? longest : Number(bits);
  if (prefix > longest) return undefined;
  return { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}
