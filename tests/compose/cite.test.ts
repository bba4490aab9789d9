import { expect, test } from 'vitest'
import { cite } from '../../src/compose/cite.ts'
import { viewOf } from './article-fixture.ts'

test('a citation says that its article is past its review date, and nothing where it is not', () => {
  const view = viewOf('## 退款\n\n七天内可以退款。\n')
  const end = view.markdown.length
  expect(cite(view, 0, end).some((citation) => 'isStale' in citation)).toBe(false)
  expect(cite({ ...view, isStale: true }, 0, end)[0]?.isStale).toBe(true)
})
