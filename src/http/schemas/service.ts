import { z } from '@hono/zod-openapi'
import { CHANNELS, SPEAKERS } from '../../conversations/types.ts'
import { LANGS } from '../../text/types.ts'

/** RFC 9457, with our `code`, `hint` and `requestId`. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().openapi({ example: 'CONFLICT' }),
    hint: z.string().optional(),
    requestId: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    details: z.record(z.string(), z.unknown()).optional().openapi({
      description:
        'What a program needs to go on: of a conflict the current version and what changed.',
    }),
  })
  .openapi('Problem')

export const Health = z.object({ status: z.literal('ok'), version: z.string() }).openapi('Health')

export const Readiness = z
  .object({
    status: z.enum(['ready', 'starting']),
    database: z.boolean(),
    knowledge: z.enum(['served', 'indexing', 'missing', 'held']).openapi({
      description: "held: the database's clock was set back, nothing is told meanwhile.",
    }),
  })
  .openapi('Readiness')

export const ROLES = ['agent', 'lead', 'editor', 'service'] as const

/** Who the caller is, and what a client has to know of the desk. */
export const Session = z
  .object({
    role: z.enum(ROLES),
    isDemo: z.boolean().openapi({ description: 'No keys are configured; loopback only.' }),
    version: z.string(),
    desk: z.object({
      name: z.partialRecord(z.enum(LANGS), z.string()),
      languages: z.array(z.enum(LANGS)),
      timeZone: z.string(),
      replyMinutes: z.number(),
      replyWarnSeconds: z.number(),
    }),
  })
  .openapi('Session')

/** What a visitor sees in a recording: each is really made by the program while it plays. */
export const SHOWN = ['answer', 'refusal', 'warning', 'idle-timer', 'ticket'] as const

const SampleHead = z.object({
  id: z.string(),
  title: z.string(),
  channel: z.enum(CHANNELS),
  lang: z.enum(LANGS),
  shows: z.array(z.enum(SHOWN)).openapi({ description: 'What there is to see in it.' }),
  endMs: z.int().openapi({ description: 'Pause behind the last turn.' }),
  endSkipMs: z.int().optional().openapi({
    description: 'Silence behind it which nobody waits out: `POST …/elapse`.',
  }),
  closes: z.boolean().openapi({ description: 'The conversation is closed after that.' }),
})

export const SampleTurn = z
  .object({
    seq: z.int(),
    speaker: z.enum(SPEAKERS),
    text: z.string(),
    final: z.boolean(),
    rev: z.int(),
    delayMs: z.int().openapi({ description: 'Pause before this turn, at speaking pace.' }),
    skipMs: z.int().optional().openapi({
      description: 'Silence before that pause which nobody waits out: `POST …/elapse`.',
    }),
  })
  .openapi('SampleTurn')

export const SampleList = z
  .object({
    samples: z.array(SampleHead.extend({ turnCount: z.int(), durationMs: z.int() })),
  })
  .openapi('SampleList')

/** A recorded conversation: send its turns to `POST …/turns` with the given pauses. */
export const Sample = SampleHead.extend({ turns: z.array(SampleTurn) }).openapi('Sample')

export const SamplePath = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/)
    .openapi({ description: 'Id of the sample.' }),
})
