import dns from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that mean this machine or its own link, where a name from outside has no business. */
const here = new BlockList();
here.addSubnet('127.0.0.0', 8, 'ipv4');
here.addSubnet('0.0.0.0', 8, 'ipv4');
here.addSubnet('169.254.0.0', 16, 'ipv4');
here.addAddress('::1', 'ipv6');
here.addAddress('::', 'ipv6');
here.addSubnet('fe80::', 10, 'ipv6');

/** Is it a loopback, unspecified or link-local address, also written as IPv4-mapped IPv6? */
export function isAddressOfThisMachine(address: string): boolean {
  return here.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** An address that a name must not lead to; its message ends a sentence. */
export class AddressRefusedError extends Error {
  readonly code = 'ADDRESS_REFUSED';
}

/**
 * A resolver whose answer is checked before it is connected to. `net.connect` uses just what this
 * hands over, so no second answer of the DNS can slip in between (DNS rebinding).
 * @param isAddressAllowed asked for each address of the name
 */
export function createGuardedLookup(
  isAddressAllowed: (address: string) => boolean,
): LookupFunction {
  return (hostname, options, callback) => {
    dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const allowed = addresses.filter(({ address }) => isAddressAllowed(address));
      const first = allowed[0];
      if (first === undefined) {
        const found = addresses.map(({ address }) => address).join(', ');
        return callback(new AddressRefusedError(`its name leads to ${found}, not allowed`), []);
      }
      if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}
