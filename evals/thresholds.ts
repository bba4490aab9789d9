import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { nearestName } from '../src/articles/nearest-name.ts'
import { readYaml } from '../src/desk/read-yaml.ts'
import { AppError } from '../src/errors.ts'
import type { EvalResult, Gate } from './results.ts'
import { figureOf, SUITE_FIGURES } from './suite-figures.ts'

const Share = z.number().min(0).max(1)
/** Suite → figure, or figure of a slice (`passed/lang=en`) → value. */
const Figures = z.record(z.string(), z.record(z.string(), z.number()))

/** `thresholds.yml` beside the cases. Gates are not in it: they are absolute. */
export const Thresholds = z.strictObject({
  /** A fall by no more than this is nothing, even where it is beyond chance. */
  tolerance: Share.default(0.01),
  /** Another tolerance for some figures. */
  tolerances: z.record(z.string(), z.record(z.string(), Share)).default({}),
  /** What a figure has to reach, whatever the baseline says. */
  floors: Figures.default({}),
  /** What a figure may not pass. */
  ceilings: Figures.default({}),
  /** What a run may take, all of its suites together. */
  budget: z
    .strictObject({
      seconds: z.number().positive().optional(),
      /** Tokens of a language model, read and written. */
      tokens: z.number().min(0).optional(),
      /** In the currency of the prices, which are per million tokens. */
      cost: z.number().min(0).optional(),
      input_price: z.number().min(0).optional(),
      output_price: z.number().min(0).optional(),
    })
    .default({}),
})
export type Thresholds = z.infer<typeof Thresholds>

export const THRESHOLDS_FILE = 'thresholds.yml'

/** The thresholds of a folder of cases; the defaults where it has none. Throws `BAD_INPUT` with line and column, also for a figure that no suite has. */
export async function readThresholds(folder: string): Promise<Thresholds> {
  return read(folder, (suite, figure) => {
    const figures = SUITE_FIGURES[suite]
    if (figures === undefined) return unknown('suite', suite, Object.keys(SUITE_FIGURES))
    const base = figureOf(figure)
    return figures.includes(base) ? null : unknown('figure', base, figures)
  })
}

/** The gates that floors and ceilings are. Throws `BAD_INPUT` with the line of one on a slice that the results do not have. */
export async function thresholdGates(folder: string, result: EvalResult): Promise<Gate[]> {
  const { suite, metrics } = result
  const { floors, ceilings } = await read(folder, (of, figure) =>
    of !== suite || metrics[figure] !== undefined
      ? null
      : unknown('figure', figure, Object.keys(metrics)),
  )
  const gatesOf = (kind: string, limits: Record<string, number> = {}, sign: 1 | -1) =>
    Object.entries(limits).map(([figure, limit]): Gate => {
      // Checked above: the results have it.
      const value = metrics[figure] as number
      return { name: `${kind} ${figure}`, limit, value, ok: sign * (value - limit) >= 0 }
    })
  return [...gatesOf('floor', floors[suite], 1), ...gatesOf('ceiling', ceilings[suite], -1)]
}

function unknown(what: string, found: string, allowed: readonly string[]): string {
  const near = nearestName(found, allowed)
  const meant = near === undefined ? '' : ` Did you mean '${near}'?`
  const all = allowed.filter((one) => !one.includes('/')).join(', ')
  return `There is no ${what} '${found}'.${meant} Allowed: ${all}.`
}

async function read(
  folder: string,
  faultOf: (suite: string, figure: string) => string | null,
): Promise<Thresholds> {
  const file = join(folder, THRESHOLDS_FILE)
  if (!existsSync(file)) return Thresholds.parse({})
  const schema = Thresholds.superRefine((value, context) => {
    for (const kind of ['tolerances', 'floors', 'ceilings'] as const) {
      for (const [suite, figures] of Object.entries(value[kind])) {
        for (const figure of Object.keys(figures)) {
          const message = faultOf(suite, figure)
          if (message) context.addIssue({ code: 'custom', path: [kind, suite, figure], message })
        }
      }
    }
  })
  const { value, flaws } = readYaml(await readFile(file, 'utf8'), schema, file)
  if (value !== null) return value
  const [first] = flaws
  throw new AppError('BAD_INPUT', first?.message ?? 'This file cannot be read.', {
    place: { file, line: first?.line ?? 1, column: first?.column ?? 1 },
    hint: 'evals/README.md says what may stand in it.',
  })
}
