import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { micromark } from 'micromark'
import { describe, expect, it } from 'vitest'
import { signDisclosures } from '../../../src/editing/diff/approvals.ts'
import { disclosureId } from '../../../src/editing/diff/disclosures.ts'
import { judgeGates } from '../../../src/editing/diff/gates.ts'
import {
  approve,
  type DiffReport,
  readApprovals,
  renderReport,
} from '../../../src/editing/diff/index.ts'
import type { Disclosure, Told } from '../../../src/editing/diff/types.ts'
import { diffWords } from '../../../src/editing/diff/word-diff.ts'
import { LANGS } from '../../../src/text/types.ts'
import { NOW } from './repository.ts'

const HOSTILE =
  '</summary></details><img src=x onerror=alert(1)> ```` ``` @everyone [x](https://evil.example) www.evil.example | `a` <!-- -->'
const SECRET = '青玉计划十二月一日上线'

const told = (outcome: Told['outcome'], ...texts: string[]): Told => ({
  outcome,
  sentences: texts.map((text) => ({ text, articles: ['a'] })),
  missing: [],
  guidance: [{ article: 'agent', quote: SECRET }],
})

const disclosure = (text: string, from: string | null): Disclosure => ({
  ...{ article: 'a', path: 'articles/a.md', kind: 'sentence', text, id: disclosureId(text) },
  ...{ from, until: null, why: 'new', instead: null, was: null },
})

function makeReport(): DiffReport {
  const later = '2026-12-01T02:00:00.000Z'
  const questions = [
    { id: 'q-1', text: HOSTILE, isRestricted: false },
    { id: 'q-2', text: SECRET, isRestricted: true },
  ].map((one) => ({
    ...one,
    transcript: { id: one.id, channel: 'chat' as const, turns: [] },
    sources: [{ kind: 'must-not' as const, article: 'a', path: 'articles/a.md', why: SECRET }],
  }))
  const change = (question: string, at: string, text: string) => ({
    ...{
      kind: 'lost' as const,
      question,
      at,
      base: told('answer', text),
      head: told('no-answer', '抱歉'),
    },
    pairs: [
      { base: text, head: null },
      { base: null, head: '抱歉' },
    ],
  })
  return {
    form: 1,
    base: {
      revision: 'main`; rm -rf',
      commit: 'a'.repeat(40),
      committedAt: later,
      folder: 'knowledge',
    },
    head: { revision: null, commit: null, committedAt: null, folder: 'knowledge' },
    ...{ at: [NOW.toISOString(), later], lang: 'en', files: [], questions, seconds: 1 },
    answers: [
      change('q-1', NOW.toISOString(), HOSTILE),
      change('q-1', later, SECRET),
      change('q-2', NOW.toISOString(), 'x'),
    ],
    guidance: [],
    contracts: [
      {
        question: 'q-2',
        kind: 'ask',
        article: 'a',
        path: 'a.md',
        state: 'broken',
        at: NOW.toISOString(),
      },
    ],
    classes: [{ question: 'q-1', field: 'type', base: HOSTILE, head: null }],
    disclosures: signDisclosures([disclosure(HOSTILE, null), disclosure(SECRET, later)], []),
    withdrawals: [{ ...disclosure(SECRET, later) }],
    flaws: [
      {
        ...{ severity: 'error', rule: 'overlap', message: 'This repeats hidden text.' },
        ...{ file: 'a.md', line: 3, column: 1, found: SECRET },
      },
    ],
    notes: [{ kind: 'merge-base', asked: HOSTILE, used: 'b'.repeat(40), behind: 2 }],
    gates: [{ name: 'lost-answers', limit: 0, value: 3, ok: false }],
  }
}

const as = (format: 'markdown' | 'html' | 'json', readers?: 'public' | 'editors', lang = 'en') =>
  renderReport(
    { ...makeReport(), lang: lang as DiffReport['lang'] },
    { format, readers, timeZone: 'Asia/Shanghai', now: NOW },
  )

describe('the report', () => {
  it('prints nothing for the public that customers may not be told yet, in no form and language', () => {
    for (const format of ['markdown', 'html', 'json'] as const) {
      for (const lang of LANGS) {
        expect(as(format, 'public', lang)).not.toContain('青玉')
        expect(as(format, 'editors', lang)).toContain('青玉')
      }
    }
    // A comment is for everybody unless it is said otherwise.
    expect(as('markdown')).toBe(as('markdown', 'public'))
    expect(as('markdown')).toContain('5 entries are left out')
  })

  it('writes as text whatever an article or a customer says', () => {
    const markdown = as('markdown')
    // Raw HTML is let through here, as a forge does: none of it is theirs.
    const html = micromark(markdown, { allowDangerousHtml: true })
    expect(html).not.toMatch(/<img|<a |onerror=alert\(1\)>(?!.*<\/code>)/u)
    expect(html.match(/<details>/gu)?.length).toBe(html.match(/<\/details>/gu)?.length)
    expect(markdown.replaceAll(/(`{4,})diff[\s\S]*?\n\1/gu, '')).not.toMatch(
      /@everyone|https:\/\/evil|www\.evil/u,
    )

    const page = as('html')
    expect(page).not.toMatch(/<img|<script|<a /u)
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(page).not.toMatch(/\bsrc=(?!x)|href=|url\(/u)
  })

  it('is one document form, whose keys README names', () => {
    const readme = readFileSync('src/editing/diff/README.md', 'utf8')
    for (const key of Object.keys(JSON.parse(as('json')))) expect(readme).toContain(`\`${key}\``)
  })

  it('marks in Chinese the words that differ, not the whole sentence', () => {
    const { base, head } = diffWords('手续费按退款金额的 5% 收取。', '手续费按退款金额的 8% 收取。')
    const changed = (side: typeof base) =>
      side.filter(({ isChanged }) => isChanged).map(({ text }) => text)
    expect([changed(base), changed(head)]).toEqual([['5'], ['8']])
    expect(base.map(({ text }) => text).join('')).toBe('手续费按退款金额的 5% 收取。')
  })
})

describe('approvals', () => {
  it('are written, read again and cover the text from their instant on, not before', async () => {
    const place = mkdtempSync(join(tmpdir(), 'sidecue-approve-'))
    const file = join(place, 'approved-disclosures.yml')
    try {
      const later = '2026-12-01T02:00:00.000Z'
      const all = [
        disclosure('免手续费: 是', null),
        disclosure(SECRET, later),
        disclosure('012345: "x"', null),
      ]
      expect(await approve(file, signDisclosures(all, []), '王敏', NOW)).toBe(3)
      const known = await readApprovals(file)
      expect(signDisclosures(all, known).map(({ approvedBy }) => approvedBy)).toEqual([
        '王敏',
        '王敏',
        '王敏',
      ])
      const earlier = [disclosure(SECRET, null), disclosure(SECRET, '2026-11-30T02:00:00.000Z')]
      expect(signDisclosures(earlier, known).map(({ approvedBy }) => approvedBy)).toEqual([
        null,
        null,
      ])
      // A second one adds to the file and changes nothing of it.
      const before = readFileSync(file, 'utf8')
      expect(await approve(file, signDisclosures(earlier.slice(0, 1), known), 'Li', NOW)).toBe(1)
      expect(readFileSync(file, 'utf8').startsWith(before.trimEnd())).toBe(true)
      expect(await readApprovals(file)).toHaveLength(4)
    } finally {
      rmSync(place, { recursive: true, force: true })
    }
  })

  it('are what the gate counts', () => {
    const { gates: _, seconds: __, ...report } = makeReport()
    const judged = judgeGates(report, [
      { name: 'unsigned-disclosures', limit: 1 },
      { name: 'unsigned-releases', limit: 0 },
      { name: 'lost-answers', limit: 3 },
      { name: 'flaws', limit: 0 },
    ])
    expect(judged.map(({ value, ok }) => [value, ok])).toEqual([
      [2, false],
      [0, true],
      [3, true],
      [1, false],
    ])
  })
})
