import { describe, expect, it, vi } from 'vitest'
import { applyPatches } from '../../evals/mutants/apply-patches.ts'
import { checkPatches } from '../../evals/mutants/check-patches.ts'
import { MUTANTS, type Mutant, renderReport, runMutants } from '../../evals/mutants/index.ts'
import { takeShare } from '../../evals/mutants/sample-cases.ts'

// Each mutant is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

const OPTIONS = {
  ...{ cases: 'evals/cases', baselines: 'evals/baselines', knowledge: ['knowledge'] },
  ...{ jobs: 2, suites: ['warnings'] },
}

const HARMLESS: Mutant = {
  id: 'harmless',
  breaks: 'nothing',
  patches: [
    {
      file: 'src/triage/detect-warnings.ts',
      find: '  const found = new Map<string, Warning>()\n',
      replace: '  const found: Map<string, Warning> = new Map()\n',
    },
  ],
}

describe('mutants', () => {
  it('there are twenty and more, each with a name of its own, and all fit the source as it is', async () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(20)
    expect(new Set(MUTANTS.map(({ id }) => id)).size).toBe(MUTANTS.length)
    await expect(checkPatches(MUTANTS)).resolves.toBeUndefined()
  })

  it('one whose text no longer stands in the source is an error that names it, not a survivor', async () => {
    const [patch] = HARMLESS.patches
    const outdated = { ...HARMLESS, patches: [{ ...patch!, find: 'no such text' }] }
    const run = runMutants([outdated], OPTIONS)
    await expect(run).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(run).rejects.toThrow(/harmless: .*no longer stands in src\/triage/)
  })

  it('a text that stands twice is an error too', () => {
    const patch = { file: 'a.ts', find: 'x', replace: 'y' }
    expect(applyPatches('a x b', [patch])).toBe('a y b')
    expect(() => applyPatches('x x', [patch])).toThrow('stands 2 times in a.ts')
  })

  it('are tried on the same share of each sort of case every time, one of each at least', () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({
      row: { id: `c-${i}`, lang: i % 10 === 0 ? 'en' : 'zh-Hans', kind: 'plain' },
    }))
    const taken = takeShare(rows, 1 / 8)
    expect(taken).toEqual(takeShare(rows, 1 / 8))
    expect(taken.filter(({ row }) => row.lang === 'en')).toHaveLength(1)
    expect(taken).toHaveLength(6)
  })

  it('what breaks is noticed, with the gate and the cases; what breaks nothing survives and is said to', async () => {
    const chosen = MUTANTS.filter(({ id }) => ['warnings-dropped', 'danger-unheard'].includes(id))
    const report = await runMutants([...chosen, HARMLESS], OPTIONS)
    expect(report.unmutated).toEqual([])
    const [first, second, harmless] = report.results
    for (const caught of [first, second]) {
      expect(caught?.notices[0]).toMatchObject({ suite: 'warnings', by: 'missedDanger' })
      expect(caught?.notices[0]?.cases.length).toBeGreaterThan(0)
    }
    expect(harmless).toMatchObject({ id: 'harmless', isCaught: false, notices: [] })
    const page = renderReport(report, 'here')
    expect(page).toContain('2 of 3 are noticed')
    expect(page).toContain('**Not noticed:** `harmless`')
  })

  it('one that is no working program is an error: it would be caught for the wrong reason', async () => {
    const [patch] = HARMLESS.patches
    const broken = { ...HARMLESS, patches: [{ ...patch!, replace: '  const found = nowhere\n' }] }
    await expect(runMutants([broken], OPTIONS)).rejects.toThrow(/harmless: .*not defined/)
  })
})
