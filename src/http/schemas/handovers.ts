import { z } from '@hono/zod-openapi'
import {
  DEEDS,
  FACTS,
  HANDOVER_STATES,
  SECTIONS,
  SOURCE_KINDS,
} from '../../insights/handover/index.ts'
import { LANGS } from '../../text/types.ts'
import { Instant } from './conversations.ts'

const Version = z.int().min(1).openapi({ description: 'The version you have read.' })
const Words = z.string().trim().min(1).max(2_000)
const Title = z.string().trim().min(1).max(300)
const When = z.iso.datetime({ offset: true })

export const HandoverPath = z.object({
  id: z.string().min(1).max(200).openapi({ description: 'Id of the handover.' }),
})

export const HandoverItem = z
  .object({
    id: z.string(),
    section: z.enum(SECTIONS),
    source: z
      .object({ kind: z.enum(SOURCE_KINDS), id: z.string() })
      .nullable()
      .openapi({ description: 'What it was drafted from; null: a person wrote it.' }),
    conversation: z.string().nullable(),
    title: z.string(),
    facts: z.array(z.object({ name: z.enum(FACTS), value: z.string() })).openapi({
      description: 'What the system knows, personal data masked; instants in ISO form.',
    }),
    note: z.string().nullable(),
    isLeftOut: z.boolean(),
    madeBy: z.string().nullable(),
  })
  .openapi('HandoverItem')

const Signature = z.object({ by: z.string(), at: Instant })

const HandoverHead = z.object({
  id: z.string(),
  state: z.enum(HANDOVER_STATES).openapi({
    description: 'handed: signed by the shift that goes. taken: by both; it never changes again.',
  }),
  version: z.int(),
  shift: z.string(),
  lang: z.enum(LANGS),
  from: Instant,
  until: Instant,
  createdBy: z.string(),
  createdAt: Instant,
  changedAt: Instant,
  draftedAt: Instant,
  outgoing: Signature.nullable(),
  incoming: Signature.nullable(),
})

export const Handover = HandoverHead.extend({
  items: z.array(HandoverItem),
  versions: z.array(
    z.object({
      version: z.int(),
      at: Instant,
      by: z.string(),
      deed: z.enum(DEEDS),
      changes: z.array(z.string()).openapi({ description: 'Ids of items.' }),
      reason: z.string().nullable(),
    }),
  ),
}).openapi('Handover')

export const HandoverListQuery = z.strictObject({
  state: z.enum(HANDOVER_STATES).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
})

export const HandoverList = z
  .object({ handovers: z.array(HandoverHead), next: z.string().nullable() })
  .openapi('HandoverList')

export const NewHandover = z
  .strictObject({
    shift: Title.openapi({ example: '早班' }),
    from: When,
    until: When,
    lang: z.enum(LANGS).optional(),
  })
  .openapi('NewHandover')

export const HandoverEdit = z
  .strictObject({
    version: Version,
    items: z
      .array(
        z.strictObject({
          id: z.string().max(200),
          note: Words.nullable().optional(),
          title: Title.optional(),
          isLeftOut: z.boolean().optional(),
        }),
      )
      .max(200)
      .default([]),
    add: z
      .array(z.strictObject({ section: z.enum(SECTIONS), title: Title, note: Words.optional() }))
      .max(100)
      .default([]),
    remove: z.array(z.string().max(200)).max(200).default([]),
  })
  .openapi('HandoverEdit')

export const HandoverRefresh = z.strictObject({ version: Version }).openapi('HandoverRefresh')

export const HandoverSignature = z
  .strictObject({ version: Version, shift: z.enum(['outgoing', 'incoming']) })
  .openapi('HandoverSignature')

export const HandoverReturn = z
  .strictObject({ version: Version, reason: Words })
  .openapi('HandoverReturn')

export const HandoverPrintQuery = z.strictObject({ lang: z.enum(LANGS).optional() })
