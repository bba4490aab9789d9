import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { isReachable } from '../../src/tickets/dispatch/check-address.ts'

const outside = { allowLoopback: false }

describe('where a ticket may be sent', () => {
  test.each([
    ...['8.8.8.8', '1.1.1.1', '223.5.5.5', '9.255.255.255', '11.0.0.0', '172.15.255.255'],
    ...['172.32.0.1', '192.167.255.255', '169.253.255.255', '100.63.255.255', '100.128.0.0'],
    ...['2606:4700:4700::1111', '2400:3200::1', '2a00:1450:4001:81b::200e'],
  ])('%s is on the public Internet', (address) => {
    expect(isReachable(address, outside)).toBe(true)
  })

  test.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '10.0.0.1', '172.16.0.1'],
    ...['172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '100.100.100.200'],
    ...['192.0.0.192', '192.0.2.1', '198.18.0.1', '198.51.100.7', '203.0.113.9', '224.0.0.1'],
    ...['240.0.0.1', '255.255.255.255', '192.88.99.1'],
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1'],
    ...['::ffff:7f00:1', '64:ff9b::7f00:1', '64:ff9b:1::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1'],
    ...['fc00::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1', '2001::1', '2002:7f00:1::'],
    ...['2002:a9fe:a9fe::1', '3fff::1', '100::1', '5f00::1'],
    ...['', 'localhost', '127.1', '0x7f000001', '2130706433', '1.2.3', 'example.com'],
  ])('%s is not', (address) => {
    expect(isReachable(address, outside)).toBe(false)
  })

  test('this machine, where that is allowed, and no more than that', () => {
    const trial = { allowLoopback: true }
    for (const own of ['127.0.0.1', '127.8.9.1', '::1']) expect(isReachable(own, trial)).toBe(true)
    for (const other of ['10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1', 'fe80::1', '0.0.0.0'])
      expect(isReachable(other, trial), other).toBe(false)
  })

  property.prop([fc.ipV4()])(
    'an IPv4 address is judged alike however IPv6 wraps it: never',
    (v4) => {
      const [a, b, c, d] = v4.split('.').map(Number) as [number, number, number, number]
      const hex = [(a << 8) | b, (c << 8) | d].map((part) => part.toString(16)).join(':')
      for (const wrapped of [
        `::ffff:${v4}`,
        `::ffff:${hex}`,
        `64:ff9b::${hex}`,
        `2002:${hex}::1`,
        `::${hex}`,
      ])
        expect(isReachable(wrapped, outside), wrapped).toBe(false)
    },
  )
})
