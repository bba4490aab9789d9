/** Queries that nobody should ask and somebody will, each with what it is; `random` gives the same ones for the same seed. */
export function oddQueries(count: number, random: () => number): { kind: string; text: string }[] {
  return Array.from({ length: count }, (_, i) => {
    const [kind, make] = KINDS[i % KINDS.length] as (typeof KINDS)[number]
    return { kind, text: make(random) }
  })
}

type Make = (random: () => number) => string

const KINDS: readonly (readonly [kind: string, make: Make])[] = [
  ['empty', () => ''],
  ['blanks', (random) => ' \t\n\u3000'.repeat(1 + under(random, 50))],
  ['100 kB of words', (random) => repeat(random, ['refund', '退款', '订单', 'order '], 100_000)],
  ['100 kB in one word', (random) => pick(random, ['a', '退', 'Ж', '9']).repeat(100_000)],
  ['emoji', (random) => repeat(random, ['😀', '👩‍👩‍👧', '🏳️‍🌈', '❤️'], 1 + under(random, 400))],
  ['stop words', (random) => repeat(random, ['the ', 'of ', '的', '了', '吗', '是'], 200)],
  [
    'SQL',
    (random) =>
      pick(random, [
        "'; drop table customer.chunk; --",
        '" or 1=1 /*',
        '%_%\\',
        '$1::int',
        "E'\\x00'",
      ]),
  ],
  [
    'regular expression',
    (random) => repeat(random, ['(a+)+$', '[', '.*', '\\p{L}', '(?<=x)', '{1,9999}'], 300),
  ],
  ['lone surrogates', (random) => repeat(random, ['\ud800', '\udc00', '退', 'x'], 500)],
  [
    'control characters',
    (random) => repeat(random, ['\0', '\x07', '\u200b', '\u202e', '\ufeff', '款'], 500),
  ],
  ['right to left', (random) => repeat(random, ['שלום ', 'مرحبا ', 'refund ', '退款'], 600)],
  ['combining marks', (random) => `e${'\u0301'.repeat(1 + under(random, 3_000))}`],
  ['repeated character', (random) => pick(random, ['?', '？', '哈', 'z', '1']).repeat(10_000)],
  [
    'digits',
    (random) => repeat(random, ['1', '2,', '3.', '４', '五', '٣'], 1 + under(random, 2_000)),
  ],
  ['anything', (random) => anything(random, 1 + under(random, 2_000))],
]

function under(random: () => number, limit: number): number {
  return Math.floor(random() * limit)
}

function pick(random: () => number, items: readonly string[]): string {
  return items[under(random, items.length)] as string
}

function repeat(random: () => number, items: readonly string[], units: number): string {
  let text = ''
  while (text.length < units) text += pick(random, items)
  return text
}

function anything(random: () => number, units: number): string {
  return Array.from({ length: units }, () => String.fromCharCode(under(random, 0x10000))).join('')
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
