import type { Turn } from '../../conversations/types.ts'
import type { Desk, Level } from '../../desk/types.ts'
import { foldText } from '../../text/fold.ts'
import { findSpecifics } from '../../text/specifics.ts'
import { customerTurns } from './classify-turns.ts'
import type { UrgentCall } from './find-urgency.ts'
import { type Facts, matchRules } from './match-rules.ts'
import type { Finding } from './triage-types.ts'
import { UNKNOWN } from './types.ts'

/** Steps of urgency, the gravest first; a desk's own levels are matched to them by name, else by order. */
const STEPS = ['critical', 'high', 'normal', 'low'] as const
type Step = (typeof STEPS)[number]

const STEP_NAMES: Record<Step, RegExp> = {
  critical: /critical|emergency|immediate|特急|p0/,
  high: /high|urgent|紧急/,
  normal: /normal|medium|moderate|一般|中/,
  low: /low|minor|不急|低/,
}

/** An amount from here on makes a matter urgent, in the currency's own units. */
const CONSIDERABLE: Record<string, number> = {
  CNY: 1_000,
  USD: 150,
  HKD: 1_100,
  TWD: 4_500,
  EUR: 130,
}

const HIGH =
  /(?:账|帐)[号户](?:.{0,4})(?:被盗|被黑|被人登|异地登录|不是我登)|盗号|号被(?:盗|偷)|(?:第[三四五六七八九十\d]+次|[三四五六七八九十]次了|好几次|多少次了?|无数次).{0,10}(?:联系|反映|打|找|问|催|投诉|说|来)|(?:超过|过了|早就过).{0,8}(?:期限|时限|承诺|说好)|\b(?:account (?:was|has been|is|got) (?:hacked|stolen|compromised|taken over)|hacked my account|(?:third|fourth|fifth|\d+th|umpteenth) time|how many times|over and over|again and again|past the deadline|overdue)\b/
const WAITING =
  /(?:还|仍|一直|都|到现在|至今).{0,3}(?:没|不)(?:有)?|没(?:有)?(?:到账|收到|反应|显示|增加|成功|声音)|不(?:到账|能用|显示|见了)|用不了|打不开|登不(?:上|进)|闪退|卡(?:住|死|顿)|白屏|报错|失败|异常|加载不|扣了|少了|重复扣|多扣|\b(?:still (?:not|no|waiting|nothing)|has(?:n'?t| not)|have(?:n'?t| not)|not (?:working|arrived|received|showing|loading)|does(?:n'?t| not) work|can'?t|cannot|unable to|crash\w*|error|fail\w*|stuck|blank|missing|charged|twice|waiting for)\b/

/** Calls for help, and how sure it is that they are. */
export type Danger = { calls: UrgentCall[]; confidence: number }

/** That a rule of the desk decided rightly. */
const BY_DESK = 0.95

/**
 * Levels by the desk's own rules, else by rules that hold everywhere, with the turns and words they rest on. A call
 * for help is of the gravest level, whatever a desk's rules say. Types are the taxonomy's ids.
 */
export function judgeUrgency(
  turns: Turn[],
  desk: Desk,
  type: Finding | null,
  danger: Danger,
  facts: Facts,
): Finding | null {
  if (desk.taxonomy.urgencies.length === 0 || customerTurns(turns).length === 0) return null
  const found =
    (danger.calls.length === 0 ? byDesk(desk, facts) : null) ?? stepOf(turns, type, danger, facts)
  if (found === null) {
    return { value: UNKNOWN, confidence: 0, turns: [], cues: [], runnersUp: [] }
  }
  const { seqs, cues, confidence } = found
  const level = 'level' in found ? found.level : levelOf(found.step, desk.taxonomy.urgencies)
  const neighbours = desk.taxonomy.urgencies.filter(({ id }) => id !== level)
  return {
    value: level,
    confidence,
    turns: [...new Set(seqs)].sort((a, b) => a - b),
    cues: [...new Set(cues)],
    runnersUp: neighbours
      .slice(0, 3)
      .map(({ id }) => ({ label: id, confidence: (1 - confidence) / neighbours.length })),
  }
}

/** The desk's level for a step of urgency. */
export function levelOf(step: Step, levels: Level[]): string {
  const byId = levels.find(({ id }) => id === step)
  const byName = levels.find(({ id, name }) =>
    STEP_NAMES[step].test([id, ...Object.values(name)].join(' ').toLowerCase()),
  )
  const place = Math.round((STEPS.indexOf(step) / (STEPS.length - 1)) * (levels.length - 1))
  return (byId ?? byName ?? (levels[place] as Level)).id
}

/** The step a desk's level stands for; `null` for `unknown`. */
export function stepFor(level: string, levels: Level[]): Step | null {
  return STEPS.find((step) => levelOf(step, levels) === level) ?? null
}

function byDesk({ taxonomy }: Desk, facts: Facts) {
  for (const { id: level, when } of taxonomy.urgencies) {
    const evidence = matchRules(when, facts)
    if (evidence === null) continue
    const seqs = evidence.map(({ seq }) => seq)
    return { level, seqs, cues: evidence.map(({ cue }) => cue), confidence: BY_DESK }
  }
  return null
}

type Found = { step: Step; seqs: number[]; cues: string[]; confidence: number }

function stepOf(
  turns: Turn[],
  type: Finding | null,
  { calls, confidence: sureness }: Danger,
  { warnings }: Facts,
): Found | null {
  if (calls.length > 0) {
    const seqs = calls.map(({ seq }) => seq)
    return { step: 'critical', seqs, cues: calls.map(({ cue }) => cue), confidence: sureness }
  }
  const graves = warnings.map(({ seq, cue }) => ({ seq, cue }))
  graves.push(...cuesIn(turns, HIGH), ...considerableAmounts(turns))
  if (graves.length > 0) {
    const seqs = graves.map(({ seq }) => seq)
    return { step: 'high', seqs, cues: graves.map(({ cue }) => cue), confidence: 0.9 }
  }
  const waits = cuesIn(turns, WAITING)
  if (waits.length > 0) {
    const seqs = waits.map(({ seq }) => seq)
    return { step: 'normal', seqs, cues: waits.map(({ cue }) => cue), confidence: 0.8 }
  }
  if (type === null || type.value === UNKNOWN) return null
  const isPressing = /complaint|fault|投诉|故障|incident|bug|urgent/.test(type.value)
  const { turns: seqs, cues, confidence } = type
  return { step: isPressing ? 'normal' : 'low', seqs, cues, confidence: confidence * 0.9 }
}

function cuesIn(turns: Turn[], pattern: RegExp): { seq: number; cue: string }[] {
  return customerTurns(turns).flatMap(({ seq, text }) => {
    const match = pattern.exec(foldText(text).replaceAll('’', "'"))
    return match === null ? [] : [{ seq, cue: match[0] }]
  })
}

function considerableAmounts(turns: Turn[]): { seq: number; cue: string }[] {
  return customerTurns(turns).flatMap(({ seq, text }) =>
    findSpecifics(text).flatMap(({ kind, key, start, end }) => {
      if (kind !== 'amount') return []
      const [, currency, amount] = key.split(':')
      const limit = CONSIDERABLE[currency ?? ''] ?? CONSIDERABLE.CNY!
      return Number(amount) >= limit ? [{ seq, cue: text.slice(start, end) }] : []
    }),
  )
}
