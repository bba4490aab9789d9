import { toChatMessages } from '../../models/langchain.ts'
import type { Placeholders } from '../../models/placeholders.ts'
import type { ChatRequest } from '../../models/types.ts'
import type { SaidTurn } from '../../retrieval/last-burst.ts'
import type { Lang } from '../../text/types.ts'
import { joinSentences } from '../draft.ts'
import { CLAIMS_SCHEMA } from './claim.ts'
import type { Prompts } from './read-prompt.ts'
import type { GivenPassage } from './types.ts'

/** What is asked of a model, before it is put into words. */
export type ComposeTask = {
  lang: Lang
  /** In order; the last one is the customer's. */
  turns: readonly SaidTurn[]
  passages: readonly GivenPassage[]
}

const MOST_TURNS = 8
const LONGEST_TURN = 1_500

/**
 * The request for one answer. Turns and passages stand between marks that hold the nonce, which nobody could
 * know who wrote them; the customer's personal data is masked.
 */
export async function buildRequest(
  prompts: Prompts,
  task: ComposeTask,
  parts: { nonce: string; placeholders: Placeholders; instructions: string; maxTokens: number },
): Promise<ChatRequest> {
  const { nonce, placeholders, instructions, maxTokens } = parts
  const conversation = task.turns.slice(-MOST_TURNS).map(({ speaker, text }) => {
    // Masked before it is cut: half a number would not be known for one. What is asked tends to come last.
    const said = placeholders.mask(text).slice(-LONGEST_TURN)
    return quoteData(nonce, speaker, said)
  })
  const passages = task.passages.map(({ label, heading, sentences }) =>
    quoteData(nonce, label, `${heading}\n${joinSentences(sentences)}`),
  )
  // Formatted, not run as a chain: a runnable reports to wherever the environment points LangSmith.
  const messages = await prompts[task.lang].formatMessages({
    nonce,
    instructions,
    conversation: conversation.join('\n'),
    passages: passages.join('\n'),
  })
  return { messages: toChatMessages(messages), schema: CLAIMS_SCHEMA, maxTokens }
}

/** `name` is our own word: a speaker or a label. */
function quoteData(nonce: string, name: string, text: string): string {
  return `[${nonce} ${name}]\n${text}\n[${nonce} end]`
}
