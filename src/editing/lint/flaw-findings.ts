import type { Flaw } from '../../articles/index.ts'
import { ruleOf } from './rules.ts'
import type { Finding } from './types.ts'

/** The compiler's flaws as findings. */
export function flawFindings(flaws: readonly Flaw[], source: string): Finding[] {
  return flaws.map((flaw) => {
    const rule = isTab(flaw, source) ? 'tab-in-yaml' : flaw.rule
    const advice = ruleOf(rule)?.advice
    const message = rule === flaw.rule ? flaw.message : 'A tab indents a line of the front matter.'
    return { ...flaw, rule, message, ...(advice === undefined ? {} : { advice }) }
  })
}

/** YAML's own message for a tab speaks of tokens. */
function isTab({ rule, line }: Flaw, source: string): boolean {
  if (rule !== 'bad-yaml') return false
  const rows = source.split(/\r\n|\n|\r/)
  return [rows[line - 1], rows[line - 2]].some((row) => row !== undefined && /^ *\t/.test(row))
}
