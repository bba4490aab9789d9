import type { Clock } from '../../clock.ts'
import type { Suggestion } from '../../compose/types.ts'
import { suggest } from '../../copilot/suggest.ts'
import type { Database } from '../../db/index.ts'
import { type Desk, LABEL_FIELDS } from '../../desk/index.ts'
import { triageTranscript } from '../../triage/classifier/index.ts'
import { detectWarnings } from '../../triage/detect-warnings.ts'
import type { Classes, KnownQuestion, Told } from './types.ts'

/** A knowledge folder as it is served at one instant. */
export type ServedVersion = { db: Database; desk: Desk; now: Date }

export type AskOptions = {
  /** Whether the notes for agents are looked up too. */
  withGuidance: boolean
  onAnswer?: (() => void) | undefined
}

/** Questions under way at once: while one waits for the engine, the others are cut into terms and composed. */
const AT_ONCE = 3

/** Asks every question as a customer would, and keeps what the agent is handed. */
export async function askAll(
  version: ServedVersion,
  questions: readonly KnownQuestion[],
  { withGuidance, onAnswer }: AskOptions,
): Promise<Map<string, Told>> {
  const told = new Map<string, Told>()
  const deps = { db: version.db, desk: version.desk, clock: standingClock(version.now) }
  let next = 0
  const work = async (): Promise<void> => {
    for (let question = questions[next++]; question; question = questions[next++]) {
      told.set(question.id, toTold(await suggest(deps, question.transcript, { withGuidance })))
      onAnswer?.()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return told
}

function standingClock(now: Date): Clock {
  return { now: () => now, after: () => () => {} }
}

/** What of a suggestion can be told apart by reading it: no offsets, scores and times. */
function toTold({ outcome, sentences, missing, guidance }: Suggestion): Told {
  return {
    outcome,
    sentences: sentences.map(({ text, citations }) => ({
      text,
      articles: [...new Set(citations.map(({ article }) => article))],
    })),
    missing: missing.map(({ field, ask }) => `${field}: ${ask}`),
    guidance: guidance.map(({ article, quote }) => ({ article, quote })),
  }
}

/** How a desk sorts each question. It follows from the desk's own files, not from the articles. */
export function classifyAll(desk: Desk, questions: readonly KnownQuestion[]): Map<string, Classes> {
  const classes = new Map<string, Classes>()
  for (const { id, transcript } of questions) {
    const triage = triageTranscript(transcript, desk)
    const labels = LABEL_FIELDS.map((field) => [field, triage[field]?.value ?? null] as const)
    const customer = transcript.turns.filter(({ speaker }) => speaker === 'customer')
    const warnings = detectWarnings(customer, desk).map(({ group }) => group)
    classes.set(id, {
      ...(Object.fromEntries(labels) as Omit<Classes, 'warnings'>),
      warnings: [...new Set(warnings)].sort(),
    })
  }
  return classes
}
