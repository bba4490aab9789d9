import { z } from '@hono/zod-openapi'
import { CHANNELS } from '../../conversations/types.ts'
import { FIGURES, type Figures, MOST_DAYS, REASONS } from '../../insights/reports/index.ts'
import { LANGS } from '../../text/types.ts'
import { Instant } from './conversations.ts'

const Day = z.string().openapi({ format: 'date', example: '2026-11-01' })

export const ReportQuery = z.strictObject({
  from: Day.openapi({ description: 'The first day, in the time zone of the desk.' }),
  to: Day.openapi({
    description: `The last day, itself included; at most ${MOST_DAYS} days in all.`,
  }),
  channel: z.enum(CHANNELS).optional(),
  lang: z.enum(LANGS).optional(),
})

export const Figure = z
  .object({
    value: z.number().nullable().openapi({
      description:
        'A count, a share from 0 to 1, seconds (the median; waiting-time: the mean), a score. null: not known.',
    }),
    n: z.int().openapi({ description: 'What it was counted from.' }),
    low: z.number().optional().openapi({ description: 'Of a share: 95 % interval (Wilson).' }),
    high: z.number().optional(),
    p90: z.number().optional().openapi({ description: 'Of seconds: nine of ten are no longer.' }),
    reason: z.enum(REASONS).optional().openapi({ description: 'Why there is no value.' }),
  })
  .openapi('Figure')

const FigureSet = z
  .object(
    Object.fromEntries(FIGURES.map(([id]) => [id, Figure])) as Record<keyof Figures, typeof Figure>,
  )
  .openapi('Figures')

const Groups = z.array(z.object({ key: z.string(), figures: FigureSet }))
const Types = z.array(
  z.object({
    id: z.string(),
    name: z.partialRecord(z.enum(LANGS), z.string()),
    count: z.int(),
    share: z.number(),
  }),
)

export const Report = z
  .object({
    from: Day,
    to: Day,
    channel: z.enum(CHANNELS).nullable(),
    lang: z.enum(LANGS).nullable(),
    timeZone: z.string().openapi({ description: 'Days begin at midnight there.' }),
    madeAt: Instant,
    replyMinutes: z
      .number()
      .nullable()
      .openapi({ description: 'Within so long a customer of the chat is answered.' }),
    total: FigureSet,
    days: Groups.openapi({ description: 'Each day of the period, in order.' }),
    channels: Groups,
    langs: Groups,
    types: Types.openapi({ description: 'Question types, the most frequent first.' }),
    modules: Types.openapi({ description: 'Business modules, likewise.' }),
  })
  .openapi('Report')
