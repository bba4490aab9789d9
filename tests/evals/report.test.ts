import { describe, expect, it } from 'vitest'
import { renderAnnotations } from '../../evals/report/render-annotations.ts'
import { renderHtml } from '../../evals/report/render-html.ts'
import { renderJunit } from '../../evals/report/render-junit.ts'
import { renderMarkdown } from '../../evals/report/render-markdown.ts'
import type { RunReport } from '../../evals/report/types.ts'
import type { EvalResult, Gate } from '../../evals/results.ts'

const STARTED = '2026-11-21T04:00:00.000Z'
const MARKUP = '<script>alert(1)</script> & "quoted"'

/** Two cases: one breaks a gate, the other was better before. */
function reportOf(gates: Gate[]): RunReport {
  const result: EvalResult = {
    ...{ suite: 'questions', cases: 2, metrics: { passed: 0.5 }, gates },
    ...{ versions: { sidecue: '0.1.0' }, startedAt: STARTED },
  }
  const slices = { lang: 'zh-Hant', kind: 'plain' }
  const trace = (id: string, text: string) => ({
    ...{ id, said: [{ speaker: 'customer', text }], got: { outcome: 'answer', text: MARKUP } },
    verdicts: [{ name: 'leaks', ok: false, found: '29 元' }],
    searches: [
      {
        ...{
          query: '家庭會員',
          context: [],
          lang: 'zh-Hant' as const,
          confidence: 0.6,
          threshold: 0.45,
        },
        isUsed: true,
        passages: [
          {
            ...{
              rank: 1,
              article: 'family',
              title: '家庭會員',
              lang: 'zh-Hant' as const,
              score: 9,
            },
            ...{ lanes: { terms: 1 }, terms: ['家庭'], isExpected: true, text: MARKUP },
          },
        ],
      },
    ],
    labels: { outcome: { right: 'no-answer', said: 'answer' } },
    ms: 12,
  })
  return {
    run: { schema: 1, suites: [result], gates: [], commit: 'abc', startedAt: STARTED, seconds: 3 },
    suites: [
      {
        result,
        comparisons: [
          {
            ...{
              figure: 'passed/lang=zh-Hant',
              cases: 20,
              before: 0.9,
              now: 0.5,
              low: -0.6,
              high: -0.2,
            },
            ...{ isLoss: true, isGain: false },
          },
        ],
        changes: new Map([['q-2', { id: 'q-2', before: { passed: 1 }, now: { passed: 0 } }]]),
        scores: [
          {
            ...{ id: 'q-1', scores: { passed: 0 }, slices, broken: ['leaks'] },
            reasons: [`leak: ${MARKUP}, 50%\n::error::no`],
          },
          { id: 'q-2', scores: { passed: 0 }, slices, broken: [], reasons: ['cited nothing'] },
        ],
        traces: new Map([
          ['q-1', trace('q-1', MARKUP)],
          ['q-2', trace('q-2', '怎麼退費')],
        ]),
        places: new Map([
          ['q-1', { file: 'cases/a,b.jsonl', line: 7 }],
          ['q-2', { file: 'cases/a,b.jsonl', line: 8 }],
        ]),
      },
    ],
  }
}

const LEAK: Gate = { name: 'leaks', limit: 0, value: 1, ok: false }
const LOSS: Gate = { name: 'losses', limit: 0, value: 1, ok: false }

describe('the page', async () => {
  const page = await renderHtml(reportOf([LEAK, LOSS]))

  it('shows what cases say as text, never as markup', () => {
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot;')
  })

  it('needs no network', () => {
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|src=|@import|url\(/,
    )
  })

  it('tells the verdict, the loss, and the whole trace of the worst case', () => {
    expect(page).toContain('<h1>Failed</h1>')
    expect(page).toContain('passed, lang zh-Hant')
    for (const part of [
      '家庭會員',
      'terms',
      'sure to 0.60',
      'cases/a,b.jsonl:7',
      'was better before',
    ])
      expect(page).toContain(part)
  })

  it('a run that measured nothing did not pass', async () => {
    const report = reportOf([])
    const empty = { ...report.run, suites: [{ ...report.run.suites[0]!, cases: 0 }] }
    expect(await renderHtml({ ...report, run: empty })).toContain('<h1>Failed</h1>')
    expect(await renderHtml(report)).toContain('<h1>Passed</h1>')
  })
})

it('the summary names failed gates with their cases, and what fell', () => {
  const summary = renderMarkdown(reportOf([LEAK, LOSS]))
  expect(summary).toContain('## Evals: failed')
  expect(summary).toContain(
    '| questions | **leaks** hidden text, or a fact that must not be said, came out | 1 | 0 | `q-1` |',
  )
  expect(summary).toContain('passed, lang zh-Hant 90.0 % → 50.0 %')
  expect(summary).toContain('questions: 1 worse (`q-2`), 0 better')
  expect(summary).not.toContain('<script>')
})

it('in JUnit a gate and a case that breaks it fail; a case that is only not good enough is skipped', () => {
  const xml = renderJunit(reportOf([LEAK, { ...LOSS, ok: true, value: 0 }]))
  expect(xml).toContain('<testsuite name="questions" tests="4" failures="2" errors="0" skipped="1"')
  expect(xml).toContain('name="q-1" classname="questions.cases" file="cases/a,b.jsonl" line="7"')
  expect(xml).toContain(
    '<failure message="leak: &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;',
  )
  expect(xml).toContain('<skipped message="cited nothing"/>')
})

it('annotations stand at the line of the case, and what it says ends none early', () => {
  const lines = renderAnnotations(reportOf([LEAK, LOSS]))
  expect(lines[0]).toBe(
    '::error file=cases/a%2Cb.jsonl,line=7,title=questions q-1%3A leaks::leak: <script>alert(1)</script> & "quoted", 50%25%0A::error::no',
  )
  expect(lines).toContain(
    '::error title=questions%3A passed%2C lang zh-Hant fell::90.0 %25 → 50.0 %25 over 20 cases',
  )
  expect(lines.at(-1)).toMatch(/^::warning file=cases\/a%2Cb\.jsonl,line=8,/)
  expect(lines.every((line) => !line.includes('\n'))).toBe(true)
})
