import { existsSync, readFileSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import { z } from 'zod'
import { readYaml } from '../../desk/index.ts'
import { flawFindings } from './flaw-findings.ts'
import { RULES, ruleOf } from './rules.ts'
import type { Finding } from './types.ts'

/** Rules that may be turned off: neither what keeps an article from being served nor what tells hidden text. */
const LOOSE = RULES.filter(({ isFirm }) => !isFirm).map(({ id }) => id) as [string, ...string[]]

const RuleId = z.enum(LOOSE, {
  error: `expected a rule that can be turned off: ${LOOSE.join(', ')}`,
})

/** `lint.yml`: how grave a rule is for this desk, and what is let pass and why. */
export const LintFile = z.strictObject({
  rules: z.partialRecord(RuleId, z.enum(['error', 'warning', 'info', 'off'])).default({}),
  ignore: z
    .array(
      z.strictObject({
        rule: RuleId,
        /** A path below the knowledge folder; `*` and `**` stand for parts of it. */
        path: z.string().min(1),
        why: z.string().trim().min(1),
      }),
    )
    .default([]),
})
export type LintFile = z.infer<typeof LintFile>

/** Reads `lint.yml`; where there is none, or it is wrong, nothing is silenced. */
export function readSilence(knowledgeDir: string): { settings: LintFile; findings: Finding[] } {
  const file = join(knowledgeDir, 'lint.yml')
  const none: LintFile = { rules: {}, ignore: [] }
  if (!existsSync(file)) return { settings: none, findings: [] }
  const { value, flaws } = readYaml(readFileSync(file, 'utf8'), LintFile, 'lint.yml')
  return { settings: value ?? none, findings: flawFindings(flaws, '') }
}

/** What is left of the findings, with the severities of this desk. */
export function silenced(findings: readonly Finding[], { rules, ignore }: LintFile): Finding[] {
  return findings.flatMap((one) => {
    const known = ruleOf(one.rule)
    if (known === undefined || known.isFirm) return [one]
    if (ignore.some(({ rule, path }) => rule === one.rule && matchesGlob(one.file, path))) return []
    const severity = rules[one.rule]
    if (severity === 'off') return []
    return [severity === undefined ? one : { ...one, severity }]
  })
}
