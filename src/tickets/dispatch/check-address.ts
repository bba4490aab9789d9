import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Not on the public Internet: IANA special-purpose registries for IPv4 (RFC 6890 and later), multicast, reserved. */
const NOT_PUBLIC_4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** Of global unicast (2000::/3) what leads elsewhere: Teredo and its kin, 6to4, documentation. */
const NOT_PUBLIC_6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

const refused = new BlockList()
for (const [net, bits] of NOT_PUBLIC_4) refused.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of NOT_PUBLIC_6) refused.addSubnet(net, bits, 'ipv6')

const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/**
 * Whether a resolved address may be connected to: on the public Internet, or, where that is allowed, this machine.
 * Everything that is not known to be public is refused: private, link-local with its metadata services, shared,
 * IPv4 in IPv6 (mapped, compatible, NAT64), unique local, multicast.
 */
export function isReachable(
  address: string,
  { allowLoopback }: { allowLoopback: boolean },
): boolean {
  if (isIPv4(address)) {
    if (loopback.check(address, 'ipv4')) return allowLoopback
    return !refused.check(address, 'ipv4')
  }
  if (!isIPv6(address)) return false
  // A zone names an interface of this machine.
  if (address.includes('%')) return false
  if (loopback.check(address, 'ipv6') && !isMapped(address)) return allowLoopback
  return globalUnicast.check(address, 'ipv6') && !refused.check(address, 'ipv6')
}

/** BlockList reads `::ffff:127.0.0.1` as the IPv4 address in it. */
function isMapped(address: string): boolean {
  return /^[0:]*:ffff:/iu.test(address)
}
