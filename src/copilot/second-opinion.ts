import type { ChatSettings } from '../config.ts'
import type { Turn } from '../conversations/types.ts'
import { readEnds } from '../triage/classes/index.ts'
import type { Triage } from '../triage/classifier/index.ts'
import { askOpinion, type OpinionDeps } from '../triage/opinion/ask-opinion.ts'
import { isUnsure, weighOpinion } from '../triage/opinion/weigh-opinion.ts'
import { personalPlaceholders } from './mask-turns.ts'
import { type ClassDeps, settleClass } from './update-class.ts'

/** Later the next turn has been said. */
const DEADLINE_MS = 4_000
/** What a customer has said of late is what an opinion is asked of. */
const ENDS = { first: 6, last: 12 }

/** Asks a model about a class that is unsure, and keeps what comes of it; a class that has moved on is left alone. */
export type SecondOpinion = (made: {
  conversation: string
  version: number
  triage: Triage
}) => Promise<void>

export function secondOpinion(
  deps: ClassDeps,
  model: Omit<OpinionDeps, 'deadlineMs' | 'clock'>,
): SecondOpinion {
  return async ({ conversation, version, triage }) => {
    if (!isUnsure(triage)) return
    const turns: Turn[] = await deps.db.read('app', (sql) => readEnds(sql, conversation, ENDS))
    const { clock } = deps
    const asked = { ...model, clock, deadlineMs: DEADLINE_MS }
    const opinion = await askOpinion(asked, deps.desk.taxonomy, turns, personalPlaceholders())
    if (opinion === null) return
    const weighed = weighOpinion(triage, opinion)
    await settleClass(deps, conversation, { version, triage: weighed, hasChanged: false })
  }
}

/** A second opinion by the desk's model; undefined where none is configured. Its libraries are loaded here. */
export async function openSecondOpinion(
  settings: ChatSettings | undefined,
  deps: ClassDeps,
): Promise<SecondOpinion | undefined> {
  if (settings === undefined) return undefined
  const [{ createOpenaiChat }, { createBudget }] = await Promise.all([
    import('../models/openai-chat.ts'),
    import('../models/budget.ts'),
  ])
  const { url, key, model: name, format } = settings
  const chat = createOpenaiChat({ url, key, name, timeoutMs: DEADLINE_MS }, { format })
  const budget = createBudget(deps.db, { ...settings, timeZone: deps.desk.timeZone })
  return secondOpinion(deps, { chat, budget })
}
