import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseThreshold } from '../../evals/abstention/choose-threshold.ts'
import { figuresOf, pointsOf } from '../../evals/abstention/figures.ts'
import type { Judged } from '../../evals/abstention/held-out.ts'
import { halfOf, Sample } from '../../evals/abstention/sample.ts'
import { ConfidenceModel } from '../../src/retrieval/confidence.ts'

const run = promisify(execFile)

const THINGS = [
  ['invoice', 'An invoice is sent by e-mail within two days of the request.'],
  ['refund', 'A refund goes back to the card that paid within a week.'],
  ['password', 'Reset a forgotten password with the link on the sign-in page.'],
  ['delivery', 'Delivery takes three working days; the courier calls before.'],
  ['coupon', 'One coupon can be used per order, before payment.'],
  ['warranty', 'The warranty covers two years from the day of purchase.'],
  ['newsletter', 'Unsubscribe from the newsletter at the foot of every issue.'],
  ['battery', 'Charge the battery for eight hours before it is first used.'],
] as const

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidecue-abstention-'))
  const set = join(folder, 'bench', 'shop')
  const cases = join(folder, 'cases')
  await mkdir(set, { recursive: true })
  await mkdir(cases)
  await mkdir(join(folder, 'knowledge', 'articles'), { recursive: true })
  const lines = (rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  await writeFile(
    join(set, 'corpus.jsonl'),
    lines(THINGS.map(([id, text]) => ({ id, text, lang: 'en' }))),
  )
  await writeFile(
    join(set, 'queries.jsonl'),
    lines(THINGS.map(([id]) => ({ id: `q-${id}`, text: `a question about my ${id}`, lang: 'en' }))),
  )
  await writeFile(join(set, 'qrels.tsv'), THINGS.map(([id]) => `q-${id}\t${id}\t1\n`).join(''))
  for (const [id, text] of THINGS.slice(0, 4))
    await writeFile(
      join(folder, 'knowledge', 'articles', `${id}.md`),
      `---\nid: ${id}\ntitle: About the ${id}\nlang: en\naudience: customer\nstate: published\nasks:\n  - what about my ${id}\n---\n\n${text}\n`,
    )
  await writeFile(
    join(cases, 'questions.jsonl'),
    lines([
      ...THINGS.slice(0, 4).map(([id]) => ({
        id: `d-${id}`,
        lang: 'en',
        text: `tell me about the ${id}`,
        outcome: ['answer'],
        gold: [id],
        twin: `tell me about the un${id}`,
      })),
      { id: 'd-none', lang: 'en', text: 'do you sell whales', outcome: ['no-answer'] },
    ]),
  )
}, 30_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

const command = (script: string, ...args: string[]) =>
  run(process.execPath, [script, ...args], { cwd: join(import.meta.dirname, '../..') })

describe('node evals/refit-confidence.ts', () => {
  it('asks with and without the articles, fits, stores, and the report says what came of it', async () => {
    const samples = join(folder, 'samples.jsonl')
    const out = join(folder, 'confidence.json')
    const desk = ['--knowledge', join(folder, 'knowledge'), '--cases', join(folder, 'cases')]
    const { stdout } = await command(
      'evals/refit-confidence.ts',
      ...['--bench', join(folder, 'bench'), ...desk, '--samples', samples, '--out', out],
    )
    expect(stdout).toMatch(/^en: AUROC .*threshold/m)

    const rows = (await readFile(samples, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => Sample.parse(JSON.parse(line)))
    const of = (set: string, kind: string) =>
      rows.filter((row) => row.set === set && row.kind === kind)
    expect(of('shop', 'answerable')).toHaveLength(THINGS.length)
    expect(of('shop', 'answerable').every(({ isRight }) => isRight)).toBe(true)
    expect(of('shop', 'without')).toHaveLength(THINGS.length)
    expect(of('shop', 'without').some(({ isRight }) => isRight)).toBe(false)
    expect(of('desk:knowledge', 'unanswerable').map(({ id }) => id)).toContain('d-none')
    expect(of('desk:knowledge', 'unanswerable')).toHaveLength(5)

    const model = ConfidenceModel.parse(JSON.parse(await readFile(out, 'utf8')))
    expect(model.fittedOn).toHaveProperty('shop')
    expect(model.languages.en.auroc).toBeGreaterThan(0.8)

    const report = join(folder, 'reports', 'abstention.md')
    await command('evals/report-abstention.ts', '--samples', samples, '--report', report)
    expect(await readFile(report, 'utf8')).toMatch(/^\| shop \| 8 \| 1\.000 \|/m)
    expect(await readFile(join(folder, 'reports', 'abstention.svg'), 'utf8')).toContain('<polyline')
  }, 60_000)
})

describe('figures', () => {
  const judged = (confidence: number, kind: Judged['kind'], isRight = false): Judged => ({
    set: 'desk:x',
    id: `${confidence}`,
    lang: 'en',
    kind,
    isRight,
    features: null,
    confidence,
  })
  const few = [
    judged(0.9, 'answerable', true),
    judged(0.8, 'answerable', true),
    judged(0.7, 'without'),
    judged(0.6, 'answerable', true),
    judged(0.2, 'answerable'),
    judged(0.1, 'without'),
  ]

  it('count what is answered from each confidence on', () => {
    expect(pointsOf(few).slice(0, 4)).toEqual([
      { threshold: 0.9, precision: 1, coverage: 0.25 },
      { threshold: 0.8, precision: 1, coverage: 0.5 },
      { threshold: 0.7, precision: 2 / 3, coverage: 0.5 },
      { threshold: 0.6, precision: 0.75, coverage: 0.75 },
    ])
    const figures = figuresOf(few)
    expect(figures.auroc).toBe(6 / 8)
    expect(figures.aurocRight).toBe(5 / 6)
    expect(figures.ceiling).toBe(0.875)
    expect(figures.coverage95).toBe(0.5)
  })

  it('the threshold keeps 95 of 100 answers right where that hardly answers less', () => {
    const sure = Array.from({ length: 60 }, (_, i) => judged(0.5 + i / 200, 'answerable', true))
    const doubtful = [judged(0.4, 'unanswerable'), judged(0.39, 'answerable', true)]
    const kept = chooseThreshold([...sure, ...doubtful, judged(0.3, 'unanswerable')])
    expect(kept.thresholdFor).toMatch(/^precision 0.95/)
    expect(kept.threshold).toBeLessThanOrEqual(0.5)
    const noisy = [judged(0.95, 'unanswerable'), ...few]
    expect(chooseThreshold(noisy).thresholdFor).toMatch(/^most right answers/)
    expect(chooseThreshold([])).toMatchObject({ threshold: 0.5 })
  })

  it('all samples of a question, its twin too, are in one half', () => {
    for (const id of ['a', 'b', 'c', 'd', 'q-17'])
      expect(halfOf({ id: `${id}-twin` })).toBe(halfOf({ id }))
    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => halfOf({ id }))).size).toBe(2)
  })
})
