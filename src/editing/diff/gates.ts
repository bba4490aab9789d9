import { AppError } from '../../errors.ts'
import type { DiffReport, Gate } from './types.ts'

type Counted = Omit<DiffReport, 'gates' | 'seconds'>

/** What can be held to a number, and how it is counted. */
const COUNTS = {
  'lost-answers': ({ answers }) => answers.filter(({ kind }) => kind === 'lost').length,
  'changed-outcomes': ({ answers }) => answers.filter(({ kind }) => kind !== 'text').length,
  'changed-answers': ({ answers }) => answers.length,
  'unsigned-disclosures': ({ disclosures }) => disclosures.filter(isUnsigned).length,
  'unsigned-releases': ({ disclosures }) =>
    disclosures.filter((one) => isUnsigned(one) && one.why === 'released').length,
  'broken-contracts': ({ contracts }) => contracts.filter(({ state }) => state === 'broken').length,
  'changed-classes': ({ classes }) => new Set(classes.map(({ question }) => question)).size,
  flaws: ({ flaws }) => flaws.filter(({ severity }) => severity === 'error').length,
} satisfies Record<string, (report: Counted) => number>

export type GateName = keyof typeof COUNTS
export const GATE_NAMES = Object.keys(COUNTS) as GateName[]
export type GateLimit = { name: GateName; limit: number }

function isUnsigned({ approvedBy }: DiffReport['disclosures'][number]): boolean {
  return approvedBy === null
}

/** Reads `lost-answers,changed-answers=50`: a name alone allows none. Throws `BAD_INPUT`. */
export function readGates(values: readonly string[]): GateLimit[] {
  const wanted = values.flatMap((value) => value.split(',')).map((value) => value.trim())
  return wanted.filter((value) => value !== '').map(readGate)
}

function readGate(value: string): GateLimit {
  const [wanted = '', limit = '0', more] = value.split('=')
  const name = GATE_NAMES.find((known) => known === wanted)
  if (name === undefined || more !== undefined || !/^\d{1,9}$/u.test(limit)) {
    throw new AppError('BAD_INPUT', `--gate: found '${value}'`, {
      hint: `Allowed: ${GATE_NAMES.join(', ')}, each with =NUMBER for how many are let through.`,
    })
  }
  return { name, limit: Number(limit) }
}

export function judgeGates(report: Counted, limits: readonly GateLimit[]): Gate[] {
  return limits.map(({ name, limit }) => {
    const value = COUNTS[name](report)
    return { name, limit, value, ok: value <= limit }
  })
}
