import type { LineMap } from '../../articles/flaws.ts'
import type { FrontMatter } from '../../articles/index.ts'
import type { GlossaryTerm } from '../../desk/index.ts'
import type { Region } from './regions.ts'
import { ruleOf } from './rules.ts'
import type { ScannedLink } from './scan-links.ts'
import type { Finding, Place, Related, Statement } from './types.ts'

/** What the rules of one file go by, besides the file. */
export type LintTerms = { glossary: readonly GlossaryTerm[]; officialDomains: string[] }

/** One file as its own rules see it. */
export type FileView = {
  path: string
  source: string
  /** The same with code, comments and fences of blocks blanked out. */
  masked: string
  bodyStart: number
  lines: LineMap
  regions: readonly Region[]
  head: FrontMatter | null
  isSound: boolean
  isForeign: boolean
  places: Readonly<Record<string, Place>>
  statements: readonly Statement[]
  links: readonly ScannedLink[]
  terms: LintTerms
}

export type FileRule = (view: FileView) => Finding[]

type More = {
  found?: string
  allowed?: string
  end?: Place
  advice?: string
  related?: Related[]
}

/** A finding of a rule, with the severity and advice that the rule has. */
export function finding(
  rule: string,
  file: string,
  at: Place,
  message: string,
  { end, ...more }: More = {},
): Finding {
  const known = ruleOf(rule)
  if (!known) throw new Error(`There is no lint rule '${rule}'.`)
  return {
    severity: known.severity,
    rule,
    message,
    file,
    line: at.line,
    column: at.column,
    ...(end ? { endLine: end.line, endColumn: end.column } : {}),
    advice: known.advice,
    ...more,
  }
}
