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
    reuse: { type: 'boolean', default: false },
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
  if (!existsSync(folder)) return { set, kind: null, figures: null, rival: null, published }
  const kind = kindOf(set, folder)
  const figure = MAIN_FIGURE[kind]
  const figures = await measureOrReuse(set, kind, folder)
  const rival = figure === null ? null : await bestRival(values, set, figure, known.get(set))
  return { set, kind, figures, rival, published }
}

/** Kept beside the other results, so that one set can be measured without the others. */
async function measureOrReuse(
  set: string,
  kind: Parameters<typeof measureSet>[0],
  folder: string,
): Promise<Figures | null> {
  const out = join(values.out, set)
  const file = join(out, 'figures.json')
  // Written by this program in this form.
  if (values.reuse && existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as Figures
  try {
    const figures = await measureSet(kind, folder, out)
    if (figures === null) return null
    await mkdir(out, { recursive: true })
    await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`)
    return figures
  } catch (error) {
    process.stderr.write(`${set} failed: ${error instanceof Error ? error.message : error}\n`)
    return {}
  }
}

function mainOf({ kind, figures }: Row): number | string {
  if (kind === null) return 'not there'
  const figure = MAIN_FIGURE[kind]
  return figure === null ? kind : (figures?.[figure] ?? 'failed')
}

function hasFailed(row: Row): boolean {
  return mainOf(row) === 'failed'
}
