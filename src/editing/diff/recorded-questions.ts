import { readTurns } from '../../conversations/index.ts'
import type { Transcript } from '../../conversations/types.ts'
import type { Database } from '../../db/index.ts'
import type { Desk } from '../../desk/index.ts'
import { cleanQuestion } from '../../insights/learn/clean-question.ts'
import { needOf } from '../../insights/learn/index.ts'
import { askedAlone, type FoundQuestion } from './known-questions.ts'

/** Turns read of a conversation, the last ones. */
const TURNS = 60

type Asked = Pick<Transcript, 'channel'> & {
  conversation: string
  lang: Transcript['lang'] | null
  forTurn: number
}

/**
 * What customers really asked: the latest questions that a suggestion was made for, each cleaned of personal data,
 * greetings and outbursts. One that cannot be cleaned is left out.
 */
export async function recordedQuestions(
  db: Database,
  desk: Desk,
  limit: number,
): Promise<FoundQuestion[]> {
  const asked = await db.read(
    'app',
    (sql) => sql<Asked[]>`
      select made.conversation, made.for_turn as "forTurn", conversation.channel, conversation.lang
      from (
        select conversation, for_turn, max(created_at) as at
        from app.suggestion
        group by conversation, for_turn
        order by at desc
        limit ${limit}
      ) made
      join app.conversation on conversation.id = made.conversation
      order by made.at desc, made.conversation, made.for_turn
    `,
  )
  const found: FoundQuestion[] = []
  for (const { conversation, forTurn, channel, lang } of asked) {
    const turns = await db.read('app', (sql) => readTurns(sql, conversation, TURNS))
    const transcript = {
      ...{ id: conversation, channel, turns: turns.filter(({ final }) => final) },
      ...(lang ? { lang } : {}),
    }
    const need = needOf(transcript, forTurn, desk)
    const text = need === null ? null : cleanQuestion(need.text)
    if (need !== null && text !== null)
      found.push(askedAlone(text, need.lang, { kind: 'recorded' }))
  }
  return found
}
