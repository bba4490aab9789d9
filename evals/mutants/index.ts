import { ANSWERS } from './answers.ts'
import { CHECKS } from './checks.ts'
import { HIDDEN_TEXT } from './hidden-text.ts'
import { TRIAGE } from './triage.ts'
import type { Mutant } from './types.ts'

export { renderReport } from './render-report.ts'
export { type MutantReport, type MutantResult, runMutants } from './run-mutants.ts'
export type { Mutant, Notice } from './types.ts'

/** Every way in which the program is broken on purpose. */
export const MUTANTS: readonly Mutant[] = [...HIDDEN_TEXT, ...ANSWERS, ...CHECKS, ...TRIAGE]
