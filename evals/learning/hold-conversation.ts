import type { Suggestion } from '../../src/compose/types.ts'
import { addFeedback, appendTurns, openConversation } from '../../src/conversations/index.ts'
import {
  putSuggestion,
  suggestionToStore,
  type Verdict,
} from '../../src/conversations/suggestion-rows.ts'
import type { Transcript } from '../../src/conversations/types.ts'
import type { Database } from '../../src/db/index.ts'

/** A conversation as it was held, what was suggested in it, and what the agent said of that. */
export type Held = {
  transcript: Transcript
  suggestion: Suggestion
  /** Role and fingerprint of a key. */
  agent: string
  verdict: Verdict
  reason?: string | null
  finalText?: string | null
  now: Date
}

/** Keeps it as the server would; returns the ids. */
export function holdConversation(
  db: Database,
  held: Held,
): Promise<{ conversation: string; suggestion: string }> {
  const { transcript, suggestion, agent, verdict, reason, finalText, now } = held
  const { channel, lang, turns } = transcript
  return db.write('app', async (sql) => {
    const opened = await openConversation(sql, {
      channel,
      lang: lang ?? null,
      openedBy: agent,
      now,
    })
    const { id } = opened
    const untimed = turns.map(({ at: _, ...turn }) => turn)
    const { conversation } = await appendTurns(sql, { id, scope: {}, turns: untimed, now })
    const kept = suggestionToStore({ conversation: id, suggestion, now })
    await putSuggestion(sql, kept, conversation.version)
    await addFeedback(sql, {
      ...{ suggestion: kept.id, scope: {}, givenBy: agent, verdict, now },
      ...{ reason: reason ?? null, finalText: finalText ?? null },
    })
    return { conversation: id, suggestion: kept.id }
  })
}
