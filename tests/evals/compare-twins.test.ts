import { describe, expect, it } from 'vitest'
import { compareTwins } from '../../evals/suites/compare-twins.ts'
import { withoutHidden } from '../../evals/suites/without-hidden.ts'
import type { Suggestion } from '../../src/compose/types.ts'

const REFUSED: Suggestion = {
  ...{ outcome: 'no-answer', text: '这一点我没有查到。', sentences: [], missing: [], guidance: [] },
  ...{ findings: [], engine: 'extractive', forTurn: 1, generation: 7, ms: 3 },
}
const ANSWERED: Suggestion = { ...REFUSED, outcome: 'answer', text: '您好，每月 29 元。' }

const never = () => expect.unreachable('nobody has to ask')

describe('a question about a hidden thing and its twin', () => {
  it('are the same where only the time differs, and two answers may differ', async () => {
    expect(await compareTwins(REFUSED, { ...REFUSED, ms: 90 }, never)).toBe('none')
    expect(await compareTwins(ANSWERED, { ...ANSWERED, text: '您好' }, never)).toBe('none')
  })

  it('refused in other words are told apart by what is hidden', async () => {
    const other = { ...REFUSED, outcome: 'refused', text: '这一点暂时不能说。' } as const
    expect(await compareTwins(other, REFUSED, never)).toBe('by-hidden')
    expect(await compareTwins({ ...REFUSED, generation: 8 }, REFUSED, never)).toBe('by-hidden')
  })

  it('one of them answered: what the question gets where nothing hidden was written decides', async () => {
    const without = async () => ({ ...REFUSED, generation: 1, ms: 9 })
    expect(await compareTwins(REFUSED, ANSWERED, without)).toBe('by-chance')
    expect(await compareTwins(ANSWERED, REFUSED, without)).toBe('by-hidden')
  })
})

describe('an article without what is hidden', () => {
  const now = new Date('2026-11-21T12:00:00+08:00')
  const article = (more: string, body: string) =>
    `---\nid: a\ntitle: 会员\nlang: zh-Hans\naudience: customer\nstate: published\n${more}---\n\n${body}`
  const blocks =
    '会员每月 19 元。\n\n:::internal\n底价 12 元。\n:::\n\n:::agent\n可送 3 天。\n:::\n\n:::embargo{release="2026-12-01T10:00:00+08:00"}\n涨到 29 元。\n:::\n'

  it('loses the blocks that nobody may read, and keeps what an agent may', () => {
    const left = withoutHidden(article('', blocks), 'a.md', now)
    expect(left).toContain('会员每月 19 元。')
    expect(left).toContain(':::agent\n可送 3 天。\n:::')
    expect(left).not.toMatch(/底价|涨到/)
  })

  it('is gone where all of it is hidden, and stays as it is where nothing is', () => {
    expect(
      withoutHidden(article('release: "2027-01-05T10:00:00+08:00"\n', '一'), 'a.md', now),
    ).toBe(null)
    expect(withoutHidden(article('', '一\n'), 'a.md', now)).toBe(article('', '一\n'))
  })

  it('keeps a block that has been released by now', () => {
    const later = new Date('2026-12-02T12:00:00+08:00')
    expect(withoutHidden(article('', blocks), 'a.md', later)).toContain('涨到 29 元。')
  })
})
