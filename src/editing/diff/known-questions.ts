import { createHash } from 'node:crypto'
import type { Transcript } from '../../conversations/types.ts'
import { foldText } from '../../text/fold.ts'
import type { Lang } from '../../text/types.ts'
import type { KnownQuestion, QuestionSource } from './types.ts'

/** A question before it is known whether another one is the same. */
export type FoundQuestion = {
  transcript: Pick<Transcript, 'channel' | 'lang' | 'turns'>
  source: QuestionSource
}

/** A question as the first words of a chat. */
export function askedAlone(
  text: string,
  lang: Lang | undefined,
  source: QuestionSource,
): FoundQuestion {
  const turn = { seq: 1, speaker: 'customer' as const, text, final: true, rev: 0 }
  return { transcript: { channel: 'chat', ...(lang ? { lang } : {}), turns: [turn] }, source }
}

/** Each question once, with all the reasons to ask it; in the order in which they were found. */
export function collectQuestions(found: Iterable<FoundQuestion>): KnownQuestion[] {
  const questions = new Map<string, KnownQuestion>()
  for (const { transcript, source } of found) {
    const text = transcript.turns.findLast(({ speaker }) => speaker === 'customer')?.text ?? ''
    if (text.trim() === '') continue
    const id = questionId(transcript)
    const known = questions.get(id)
    if (!known)
      questions.set(id, {
        id,
        text,
        transcript: { ...transcript, id },
        sources: [source],
        isRestricted: false,
      })
    else if (!known.sources.some((other) => isSame(other, source))) known.sources.push(source)
  }
  return [...questions.values()]
}

/** Marks the questions that only articles ask which customers may not read. */
export function markRestricted(
  questions: readonly KnownQuestion[],
  open: ReadonlySet<string>,
): KnownQuestion[] {
  const isOpen = (source: QuestionSource) => ('article' in source ? open.has(source.article) : true)
  return questions.map((one) => ({ ...one, isRestricted: !one.sources.some(isOpen) }))
}

/** Equal for conversations in which the same is said, to the sign; a first question also where only its form differs. */
function questionId({ channel, lang, turns }: FoundQuestion['transcript']): string {
  const said = turns.map(({ speaker, text }) => [speaker, text])
  const form = turns.length === 1 ? foldText(turns[0]!.text).trim() : JSON.stringify(said)
  const hash = createHash('sha256').update(JSON.stringify([channel, lang ?? null, form]))
  return `q-${hash.digest('hex').slice(0, 12)}`
}

function isSame(one: QuestionSource, other: QuestionSource): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
