import type { Turn } from '../../src/conversations/types.ts'
import { checkDraft } from '../../src/copilot/check-draft.ts'
import { type HiddenWatch, watchHidden } from '../../src/copilot/hidden-watch.ts'
import type { EvalOptions, EvalResult } from '../results.ts'
import type { CaseTrace } from '../trace/types.ts'
import { within } from '../within.ts'
import { DraftCase } from './case-forms.ts'
import { openWorld, type World } from './open-world.ts'
import { readAllCases } from './read-suite-cases.ts'
import { failedCase, latencyFigures, type ScoredCase, summariseScores } from './summarise-scores.ts'
import { binaryFigures } from './warnings.ts'
import { noneOf, writeResults } from './write-results.ts'

type Verdict = Awaited<ReturnType<typeof checkDraft>>

/** Milder than `warn`: such a finding alone lets a draft pass. */
const HINT = 'hint'

/** The suite `check`: what the outgoing check says of an agent's own words. Writes `verdicts.jsonl`. */
export async function runCheck(options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const cases = await readAllCases(options.cases, 'drafts', DraftCase)
  const world = await openWorld(options)
  const watch = watchHidden(world.db)
  const verdicts: unknown[] = []
  const scores: ScoredCase[] = []
  const traces: CaseTrace[] = []
  const pairs: [boolean, boolean][] = []
  const times: number[] = []
  let failed = 0
  let differences = 0
  try {
    await watch.refresh()
    for (const [i, row] of cases.entries()) {
      const slices = {
        ...{ lang: row.lang ?? 'none', rule: row.rules?.[0] ?? 'none' },
        ...(row.kind === undefined ? {} : { kind: kindOf(row) }),
      }
      const started = performance.now()
      try {
        const found = await within(options.caseTimeoutMs, () => check(world, watch, row))
        times.push(performance.now() - started)
        verdicts.push({ id: row.id, verdict: found.verdict, findings: found.findings.map(toRow) })
        const reasons = judge(row, found)
        const broken: string[] = []
        if (row.twin !== undefined) {
          const twin = await check(world, watch, { ...row, text: row.twin })
          if (rulesOf(twin) !== rulesOf(found)) {
            differences++
            broken.push('twinDifferences')
            reasons?.push(`${rulesOf(found)}, its twin ${rulesOf(twin)}`)
          }
        }
        if (row.verdict !== undefined)
          pairs.push([row.verdict !== 'pass', found.verdict !== 'pass'])
        if (reasons !== null || broken.length > 0) {
          const right = Number((reasons ?? broken).length === 0)
          scores.push({
            ...{ id: row.id, scores: { right }, slices },
            ...{ reasons: reasons ?? broken, broken },
          })
        }
        if (options.trace !== false) traces.push(traceCheck(row, found, reasons ?? []))
      } catch (error) {
        failed++
        scores.push(failedCase(row.id, slices, ['right'], error))
      }
      if (i % 20 === 0) options.onProgress?.('check', i, cases.length)
    }
  } finally {
    await world.close()
  }
  options.onProgress?.('check', cases.length, cases.length)
  const metrics = {
    ...summariseScores(scores),
    ...binaryFigures(pairs),
    ...latencyFigures(times),
  }
  const gates = [noneOf('failed', failed), noneOf('twinDifferences', differences)]
  const result = { suite: 'check', cases: cases.length, metrics, gates, startedAt }
  return writeResults(options.out, result, {
    'verdicts.jsonl': verdicts,
    'scores.jsonl': scores,
    ...(options.trace === false ? {} : { 'traces.jsonl': traces }),
  })
}

function traceCheck(row: DraftCase, found: Verdict, reasons: readonly string[]): CaseTrace {
  const { id, text, verdict, context = [] } = row
  const said = [context]
    .flat()
    .map((one) => (typeof one === 'string' ? { speaker: 'customer', text: one } : one))
  const findings = found.findings.map(
    ({ rule, severity, start, end }) => `${severity} ${rule}: ${text.slice(start, end)}`,
  )
  return {
    id,
    said: [...said, { speaker: 'agent, draft', text }].map(({ speaker, text }) => ({
      speaker,
      text,
    })),
    got: { verdict: found.verdict, findings: findings.join('\n') },
    verdicts: [
      {
        ...{ name: 'right', ok: reasons.length === 0, found: reasons.join('\n') },
        wanted: [verdict, ...(row.rules ?? []), ...(row.never ?? []).map((rule) => `no ${rule}`)]
          .filter((one) => one !== undefined)
          .join(' '),
      },
    ],
    ...(verdict === undefined
      ? {}
      : { labels: { verdict: { right: verdict, said: found.verdict } } }),
  }
}

function kindOf({ kind = 'none', heldOut }: DraftCase): string {
  return heldOut ? `${kind}, held out` : kind
}

function check(
  { db, desk }: World,
  watch: HiddenWatch,
  { text, lang, context = [] }: DraftCase,
): Promise<Verdict> {
  const turns = [context].flat().map((said, i): Turn => {
    const turn = typeof said === 'string' ? { speaker: 'customer' as const, text: said } : said
    return { final: true, rev: 0, seq: i + 1, speaker: turn.speaker, text: turn.text }
  })
  return checkDraft(
    { db, desk, hidden: watch.current() },
    { text, ...(lang === undefined ? {} : { lang }), turns },
  )
}

/** Why a verdict is not the right one; null where nobody said which is. */
function judge({ verdict, rules, never }: DraftCase, found: Verdict): string[] | null {
  if (verdict === undefined && rules === undefined && never === undefined) return null
  const fired = new Set(
    found.findings.filter(({ severity }) => severity !== HINT).map(({ rule }) => rule),
  )
  const all = new Set(found.findings.map(({ rule }) => rule))
  const reasons: string[] = []
  if (verdict === 'pass' && found.verdict !== 'pass')
    reasons.push(`${found.verdict}, not pass: ${[...fired].join(' ')}`)
  for (const rule of never ?? []) if (fired.has(rule)) reasons.push(`${rule}, which may not fire`)
  for (const rule of rules ?? [])
    if (!all.has(rule)) reasons.push(`no ${rule}: ${[...all].join(' ')}`)
  if (verdict === 'block' && found.verdict === 'pass') reasons.push('pass, not block')
  return reasons
}

function rulesOf({ findings }: Verdict): string {
  return findings.map(({ rule, severity }) => `${rule}:${severity}`).join(' ')
}

function toRow({ rule, start, end, severity, suggest }: Verdict['findings'][number]) {
  return { rule, start, end, severity, ...(suggest === undefined ? {} : { suggest }) }
}
