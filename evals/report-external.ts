import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { drawExternal } from './external/draw-external.ts'
import { kindOf } from './external/kinds.ts'
import { bestRival, readKnownSets } from './external/known-figures.ts'
import { type Figures, measureSet } from './external/measure-set.ts'
import { MAIN_FIGURE, type Row, renderExternal } from './external/render-external.ts'
import type { EvalResult } from './results.ts'

/**
 * Measures every public set of a folder, told by its files, and writes one table beside what others reached. A set that the folder's
 * README names and that is not there is said, and so is one that fails (exit status 1):
 * `node evals/report-external.ts [--bench ../shared/bench] [--sets a,b] [--reuse] [--report evals/reports/external.md]`.
 */
const { values } = parseArgs({
  options: {
    bench: { type: 'string', default: '../shared/bench' },
    sets: { type: 'string' },
    peers: { type: 'string', default: 'evals/reports/peers/README.md' },
    out: { type: 'string', default: 'evals/out/external' },
    kept: { type: 'string', default: 'evals/out/retrieval,evals/out/classification' },
    reuse: { type: 'boolean', default: false },
    'only-kept': { type: 'boolean', default: false },
    report: { type: 'string', default: 'evals/reports/external.md' },
  },
})

const known = await readKnownSets(values.bench)
const rows: Row[] = []
for (const set of await setsToMeasure()) {
  rows.push(await toRow(set))
  process.stderr.write(`${set}: ${JSON.stringify(mainOf(rows.at(-1)!))}\n`)
}
const where = `${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)} at the end, ${new Date().toISOString().slice(0, 10)}`
await mkdir(dirname(values.report), { recursive: true })
await writeFile(values.report, renderExternal(rows, where))
await writeFile(values.report.replace(/\.md$/, '.svg'), drawExternal(rows))
if (rows.some(hasFailed)) process.exitCode = 1

/** Those the README names, and whatever else is there. */
async function setsToMeasure(): Promise<string[]> {
  if (values.sets !== undefined) return values.sets.split(',')
  const entries = await readdir(values.bench, { withFileTypes: true })
  const there = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return [...new Set([...known.keys(), ...there])].sort()
}

async function toRow(set: string): Promise<Row> {
  const folder = join(values.bench, set)
  const published = known.get(set)?.published ?? null
  if (!existsSync(folder))
    return { set, kind: null, figures: null, measuredAt: null, rival: null, published }
  const kind = kindOf(set, folder)
  const figure = MAIN_FIGURE[kind]
  const { figures, measuredAt } = await measureOrReuse(set, kind, folder)
  const rival = figure === null ? null : await bestRival(values, set, figure, known.get(set))
  return { set, kind, figures, measuredAt, rival, published }
}

type Measured = { figures: Figures | null; measuredAt: string | null }

/**
 * With `--reuse` what is kept stands (and with `--only-kept` nothing else is measured): the figures of an earlier run of this, or the results of a suite that another report ran on the
 * set. One set can so be measured without the others; each row says when it was.
 */
async function measureOrReuse(
  set: string,
  kind: Parameters<typeof measureSet>[0],
  folder: string,
): Promise<Measured> {
  const out = join(values.out, set)
  const file = join(out, 'figures.json')
  if (values.reuse) {
    // Written by this program in this form.
    if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as Measured
    const kept = await readKept(set)
    if (kept !== null) return kept
    if (values['only-kept']) return { figures: null, measuredAt: null }
  }
  try {
    const measured = {
      figures: await measureSet(kind, folder, out),
      measuredAt: new Date().toISOString(),
    }
    if (measured.figures === null) return { figures: null, measuredAt: null }
    await mkdir(out, { recursive: true })
    await writeFile(file, `${JSON.stringify(measured, null, 2)}\n`)
    return measured
  } catch (error) {
    process.stderr.write(`${set} failed: ${error instanceof Error ? error.message : error}\n`)
    return { figures: {}, measuredAt: null }
  }
}

async function readKept(set: string): Promise<Measured | null> {
  const files = values.kept.split(',').map((folder) => join(folder, set, 'metrics.json'))
  const file = files.find((one) => existsSync(one))
  if (file === undefined) return null
  // Written by `runEval` in this form.
  const { metrics, startedAt } = JSON.parse(await readFile(file, 'utf8')) as EvalResult
  return { figures: metrics, measuredAt: startedAt }
}

function mainOf({ kind, figures }: Row): number | string {
  if (kind === null) return 'not there'
  const figure = MAIN_FIGURE[kind]
  if (figures === null) return 'not measured'
  return figure === null ? kind : (figures[figure] ?? 'failed')
}

function hasFailed(row: Row): boolean {
  return mainOf(row) === 'failed'
}
