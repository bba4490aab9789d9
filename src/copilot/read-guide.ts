import { pickPhrase } from '../compose/set-phrase.ts'
import {
  type Channel,
  FACT_KINDS,
  findKeyFacts,
  type KeyFact,
  type StageName,
} from '../conversations/index.ts'
import type { Transcript, Turn } from '../conversations/types.ts'
import type { Desk, Stage } from '../desk/types.ts'
import { detectLanguage } from '../text/language.ts'
import type { Lang } from '../text/types.ts'
import { readMood, UPSET } from '../triage/mood.ts'
import { addressOf } from './address-customer.ts'
import { fittingPhrase, isStatement } from './fitting-phrase.ts'
import { type Problem, readProblem } from './read-problem.ts'
import { slotsOf } from './read-situation.ts'
import { sayFacts } from './say-facts.ts'

/** What an agent is led by beside the suggestion: all of it read from the turns, by rule. */
export type Guide = {
  /** Required steps that were skipped, with the set phrase that makes good for them. */
  skipped: { step: StageName; phrase: string | null }[]
  /** Set phrases for where the conversation stands. */
  phrases: string[]
  /** How the customer is addressed. */
  address: string | null
  facts: KeyFact[]
  problem: Problem | null
  /** Reads back all that was not read back yet, the matter included; null: nothing is left to confirm. */
  readBack: string | null
  /** Of what the customer has said since the agent last spoke. `soothe`: what to say first; null while they are calm. */
  mood: { score: number; cues: string[]; isUpset: boolean; soothe: string | null }
}

type Standing = Pick<Transcript, 'lang'> & {
  id: string
  channel: Channel
  stage: StageName
  skipped: StageName[]
  /** Final ones, in order. */
  turns: Turn[]
}

/** Phrases offered for a stage of the flow, by the desk's own stages. */
const PHRASES_FOR: Record<StageName, Stage[]> = {
  greeting: ['greeting'],
  listening: ['listening', 'clarify'],
  confirming: ['confirm', 'thanks'],
  solving: ['hold', 'transfer'],
  closing: ['close', 'thanks'],
}
/** Says that something was found or handed over, which only the agent knows. */
const TELLS_NEWS = /查到|已[经經]向|有结果|有結果|have found|have told/iu
const canBeOffered = (phrase: string) => !isResidue(phrase) && !TELLS_NEWS.test(phrase)

export function readGuide(standing: Standing, desk: Desk): Guide {
  const { turns, channel, stage } = standing
  const spoken = turns.filter(({ speaker }) => speaker !== 'system')
  const customer = spoken.filter(({ speaker }) => speaker === 'customer')
  const lang = standing.lang ?? detectLanguage(customer.map(({ text }) => text).join('\n'))
  const facts = findKeyFacts(spoken).sort(byKind)
  const problem = readProblem(spoken, facts)
  const address = addressOf(facts, spoken, desk, lang)
  const context = {
    ...{ desk, lang, channel },
    seed: { conversation: standing.id, turn: spoken.at(-1)?.seq ?? 0 },
    slots: { ...slotsOf(desk, lang), ...(address === null ? {} : { 'customer.address': address }) },
  }
  const readBack = phraseReadingBack(context, unconfirmed(facts), openProblem(problem))
  const phraseOf = (of: Stage) => fittingPhrase(context, of, canBeOffered)
  // The customer has said what it is about: nobody asks again in a greeting that comes late.
  const greeting = () => fittingPhrase(context, 'greeting', isStatement)
  return {
    skipped: standing.skipped.map((step) => {
      if (step === 'greeting') return { step, phrase: greeting() }
      return { step, phrase: step === 'confirming' ? (readBack ?? phraseOf('confirm')) : null }
    }),
    phrases: PHRASES_FOR[stage].flatMap((of) => phraseOf(of) ?? []),
    ...{ address, facts, problem, readBack },
    mood: moodOf(spoken, context),
  }
}

function byKind(a: KeyFact, b: KeyFact): number {
  return FACT_KINDS.indexOf(a.kind) - FACT_KINDS.indexOf(b.kind)
}

function unconfirmed(facts: KeyFact[]): KeyFact[] {
  return facts.filter(({ readBackIn }) => readBackIn === null)
}

function openProblem(problem: Problem | null): string | null {
  return problem === null || problem.readBackIn !== null ? null : problem.text
}

type Context = Parameters<typeof fittingPhrase>[0] & { lang: Lang }

/** The desk's phrase that has a place for what is to be confirmed, filled in. */
function phraseReadingBack(
  context: Context,
  facts: KeyFact[],
  problem: string | null,
): string | null {
  const said = sayFacts(facts, problem, context.lang)
  if (said === '') return null
  const { desk, lang, seed, slots } = context
  return pickPhrase(desk, 'confirm', lang, seed, { ...slots, facts: said }, (phrase) =>
    phrase.includes(said),
  )
}

/** What is left of a phrase whose facts are not known: an 'Is that right?' after nothing. */
function isResidue(phrase: string): boolean {
  return phrase.length <= 16 && /^(?:请问|請問)?(?:是|对|對|正确|正確)|^is that/iu.test(phrase)
}

function moodOf(spoken: Turn[], context: Context): Guide['mood'] {
  const lastAgent = spoken.findLastIndex(({ speaker }) => speaker === 'agent')
  const burst = spoken.slice(lastAgent + 1)
  const { score, cues } = readMood(burst.map(({ text }) => text).join('\n'))
  const isUpset = score >= UPSET
  const soothe = isUpset ? fittingPhrase(context, 'soothe', isStatement) : null
  return { score, cues, isUpset, soothe }
}
