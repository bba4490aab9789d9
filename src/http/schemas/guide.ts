import { z } from '@hono/zod-openapi'
import { STAGE_NAMES } from '../../conversations/events-types.ts'
import { FACT_KINDS } from '../../conversations/key-facts.ts'
import { TIMER_KINDS } from '../../conversations/timers.ts'
import { Instant } from './conversations.ts'

const Phrase = z
  .string()
  .nullable()
  .openapi({ description: 'A set phrase of the desk, filled in; null: none fits.' })
const Seq = z.int().openapi({ description: 'Number of a turn.' })
const ReadBackIn = z
  .int()
  .nullable()
  .openapi({ description: "The agent's turn that read it back; null: none has." })

export const GuideTimer = z
  .object({
    kind: z.enum(TIMER_KINDS),
    since: Instant.openapi({ description: 'What it counts from.' }),
    due: Instant.nullable().openapi({ description: 'null: it has been told of and still holds.' }),
    end: Instant.nullable().openapi({
      description: 'What to count down to: when a reply is late, a reminder or the close comes.',
    }),
    turn: Seq.nullable(),
  })
  .openapi('Timer')

export const Guide = z
  .object({
    stage: z.enum(STAGE_NAMES),
    skipped: z.array(z.object({ step: z.enum(STAGE_NAMES), phrase: Phrase })),
    phrases: z.array(z.string()).openapi({ description: 'Set phrases for this stage.' }),
    address: z.string().nullable().openapi({ description: 'How the customer is addressed.' }),
    facts: z.array(
      z.object({ kind: z.enum(FACT_KINDS), value: z.string(), seq: Seq, readBackIn: ReadBackIn }),
    ),
    problem: z
      .object({ text: z.string(), seq: Seq, readBackIn: ReadBackIn })
      .nullable()
      .openapi({ description: "What it is about, in the customer's words." }),
    readBack: Phrase.openapi({
      description: 'Reads back whatever has not been read back yet; null: nothing is left.',
    }),
    mood: z.object({
      score: z.number().openapi({ description: '0 calm to 1 furious.' }),
      cues: z.array(z.string()).openapi({ description: 'What it was read from.' }),
      isUpset: z.boolean(),
      soothe: Phrase,
    }),
    timer: GuideTimer.nullable().openapi({
      description: 'What is due next: its `timer-due` event comes then, unless somebody speaks.',
    }),
    lastEventId: z.int(),
  })
  .openapi('Guide')

/** `data` of a `timer-due` event. */
export const TimerDue = z
  .object({
    kind: z.enum(TIMER_KINDS),
    due: Instant,
    since: Instant,
    turn: Seq.nullable(),
    phrase: Phrase,
    next: z
      .object({ kind: z.enum(TIMER_KINDS), due: Instant })
      .nullable()
      .openapi({ description: 'What follows if nobody speaks.' }),
  })
  .openapi('TimerDue')
