import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { SUITE_NAMES } from '../../evals/index.ts'
import { createProgram } from '../../src/cli/program.ts'

const command = createProgram().commands.find((one) => one.name() === 'eval')
const flags = command?.options.map(({ long }) => long) ?? []

/** Every `sidecue eval` of a text, as its words. */
function evalsIn(text: string): string[][] {
  return [...text.matchAll(/(?:npx sidecue|src\/cli\.ts) (eval [^\n]*)/g)].map(([, line = '']) =>
    line.trim().split(/\s+/),
  )
}

describe.each(['evals/README.md', '.github/workflows/evals.yml'])('the commands in %s', (file) => {
  const written = evalsIn(readFileSync(file, 'utf8'))

  it('name suites and options that there are', () => {
    expect(written.length).toBeGreaterThan(0)
    const words = written.flat()
    const used = words.filter((word) => word.startsWith('--'))
    expect(used.filter((option) => !flags.includes(option))).toEqual([])
    const suites = written.map(([, suite]) => suite)
    expect(suites.filter((suite) => suite !== 'all' && !SUITE_NAMES.includes(suite ?? ''))).toEqual(
      [],
    )
  })
})

it('the workflow compares with the baselines of the branch that is merged into, and keeps the report whatever comes', () => {
  const { jobs } = parse(readFileSync('.github/workflows/evals.yml', 'utf8')) as {
    jobs: { evals: { steps: { name?: string; run?: string; if?: string }[] } }
  }
  const { steps } = jobs.evals
  const stepOf = (name: string) => steps.find((step) => step.name === name)
  expect(stepOf('Baselines')?.run).toContain('git archive "$BASE" evals/baselines')
  expect(stepOf('Evals')?.run).toContain('--baseline base/evals/baselines')
  expect(stepOf('Report')?.if).toBe('always()')
  expect(existsSync('evals/baselines/questions.jsonl')).toBe(true)
})

it('every suite that the sample desk has cases for has a baseline', async () => {
  const { suitesFor } = await import('../../evals/index.ts')
  const missing = suitesFor('evals/cases').filter(
    (suite) => !existsSync(`evals/baselines/${suite}.jsonl`),
  )
  expect(missing).toEqual([])
})
