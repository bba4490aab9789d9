import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import type { Claim } from '../../../src/compose/model/claim.ts'
import { createClaimParser } from '../../../src/compose/model/parse-claims.ts'

const CLAIMS: Claim[] = [
  { text: '会员可以退款。', quote: '会员可以退款', chunk: 'p1' },
  { text: 'He said "yes {maybe}" \\ no.', quote: 'yes {maybe}', chunk: 'p2' },
]

function parse(source: string, size = source.length || 1): Claim[] {
  const parser = createClaimParser()
  const claims: Claim[] = []
  for (let at = 0; at < source.length; at += size)
    claims.push(...parser.push(source.slice(at, at + size)))
  return claims
}

describe('claims out of a stream', () => {
  test.each([
    ['the form asked for', JSON.stringify({ claims: CLAIMS })],
    ['a bare list', JSON.stringify(CLAIMS)],
    ['line by line', CLAIMS.map((claim) => JSON.stringify(claim)).join('\n')],
    [
      'a code fence between prose',
      `Sure:\n\`\`\`json\n${JSON.stringify({ claims: CLAIMS }, null, 2)}\n\`\`\`\nDone.`,
    ],
    ['cut off behind the second', JSON.stringify({ claims: [...CLAIMS, CLAIMS[0]] }).slice(0, -40)],
    ['a comma too many', JSON.stringify({ claims: CLAIMS }).replaceAll('"}', '",}')],
    [
      'faulty ones between',
      `{"text": 1}{'text': 'x'}${JSON.stringify(CLAIMS)}{"quote": "x", "chunk": "p1"}`,
    ],
  ])('%s', (_, source) => {
    for (const size of [1, 7, source.length]) expect(parse(source, size)).toEqual(CLAIMS)
  })

  test('each is there as soon as its brace closes', () => {
    const parser = createClaimParser()
    const [first, second] = CLAIMS.map((claim) => JSON.stringify(claim))
    expect(parser.push(`{"claims": [${first!.slice(0, -1)}`)).toEqual([])
    expect(parser.push('}')).toEqual([CLAIMS[0]])
    expect(parser.push(`, ${second}`)).toEqual([CLAIMS[1]])
  })

  test('line breaks inside a string are forgiven, a number for the label too', () => {
    expect(parse('{"text": "a\nb", "quote": "c", "chunk": 1}')).toEqual([
      { text: 'a b', quote: 'c', chunk: '1' },
    ])
  })

  test('an object without an end is given up, and what follows is read', () => {
    const parser = createClaimParser()
    parser.push(`{"text": "${'x'.repeat(9_000)}`)
    expect(parser.push(JSON.stringify(CLAIMS[0]))).toEqual([CLAIMS[0]])
    expect(parser.broken).toBe(1)
  })

  property.prop([fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 })])(
    'no garbage makes it throw or find anything',
    (source, size) => {
      expect(parse(source, size)).toEqual([])
    },
  )
})
