import { z } from '@hono/zod-openapi'
import { AUDIENCES, STATES } from '../../articles/types.ts'
import { OUTCOMES, VIEWERS } from '../../editing/preview/index.ts'
import { LANGS } from '../../text/types.ts'
import { ArticlePart } from './knowledge.ts'

const Instant = z.iso.datetime({ offset: true }).max(40)

export const GapQuery = z.strictObject({
  since: z.string().max(40).default('30d').openapi({
    description:
      'A day of the desk such as 2026-11-01, an instant with offset, or so many days: 30d.',
  }),
  least: z.coerce.number().int().min(1).max(1_000).default(1).openapi({
    description: 'A need has to come up in so many conversations.',
  }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

const Remedy = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('asks'),
      article: z.string(),
      path: z.string().nullable(),
      lines: z.array(z.string()).openapi({ description: 'To be added to its `asks`.' }),
    }),
    z.object({
      kind: z.literal('revise'),
      article: z.string(),
      path: z.string().nullable(),
      reasons: z.array(z.string()),
    }),
    z.object({
      kind: z.literal('new'),
      file: z.string(),
      markdown: z.string().openapi({ description: 'Names no audience: served to nobody.' }),
    }),
  ])
  .openapi('GapRemedy')

const Gap = z
  .object({
    id: z.string(),
    question: z.string().openapi({ description: 'Without personal data.' }),
    lang: z.enum(LANGS),
    questions: z.int(),
    conversations: z.int(),
    faults: z.object({ unanswered: z.int(), rejected: z.int(), edited: z.int() }),
    module: z.string().nullable(),
    firstAt: z.string().openapi({ format: 'date-time' }),
    lastAt: z.string().openapi({ format: 'date-time' }),
    examples: z.array(z.string()),
    near: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        lang: z.enum(LANGS),
        audience: z.enum(AUDIENCES),
        path: z.string().nullable(),
      }),
    ),
    remedy: Remedy,
  })
  .openapi('Gap')

export const GapList = z
  .object({
    since: z.string().openapi({ format: 'date-time' }),
    gaps: z.array(Gap),
    answeredSince: z.array(z.object({ article: z.string(), conversations: z.int() })),
  })
  .openapi('GapList')

export const FileQuery = z.strictObject({
  q: z.string().trim().min(1).max(200).optional(),
  module: z.string().max(300).optional(),
  owner: z.string().max(300).optional(),
  audience: z.enum(AUDIENCES).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  stale: z.enum(['true', 'false']).default('false'),
  as: z.enum(VIEWERS).optional().openapi({ description: 'Only what this reader is told.' }),
  at: Instant.optional().openapi({ description: 'With `as`: at this instant rather than now.' }),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(2_000).optional().openapi({ description: '`next` of the page before.' }),
})

const FileHead = z.object({
  path: z.string(),
  id: z.string().nullable(),
  title: z.string().nullable(),
  lang: z.enum(LANGS).nullable(),
  audience: z.enum(AUDIENCES).nullable(),
  state: z.enum(STATES).nullable(),
  outcome: z.enum(OUTCOMES).openapi({
    description:
      '`kept`: the version before this faulty one is still served. `refused`: nothing is.',
  }),
  release: z.string().nullable().openapi({ format: 'date-time' }),
  expires: z.string().nullable().openapi({ format: 'date-time' }),
  reviewBy: z.string().nullable().openapi({ format: 'date' }),
  isStale: z.boolean(),
  module: z.string().nullable(),
  owner: z.string().nullable(),
  flaws: z.array(
    z.object({
      severity: z.enum(['error', 'warning', 'info']),
      rule: z.string(),
      message: z.string(),
      file: z.string(),
      line: z.int(),
      column: z.int(),
      found: z.string().optional(),
      allowed: z.string().optional(),
    }),
  ),
})

export const FileList = z
  .object({ articles: z.array(FileHead.openapi('KnowledgeFile')), next: z.string().nullable() })
  .openapi('KnowledgeFileList')

export const KnowledgeStatus = z
  .object({
    epoch: z.int().openapi({ description: 'Moves when the index has changed something.' }),
    now: z.string().openapi({ format: 'date-time' }),
    counts: z.object({
      served: z.int(),
      kept: z.int(),
      draft: z.int(),
      archived: z.int(),
      refused: z.int(),
      stale: z.int(),
    }),
    modules: z.array(
      z.object({ id: z.string(), name: z.partialRecord(z.enum(LANGS), z.string()) }).openapi({
        description: 'With the name that the desk has for it, by language.',
      }),
    ),
    owners: z.array(z.string()),
  })
  .openapi('KnowledgeStatus')

export const PreviewPath = z.object({
  id: z.string().min(1).max(200).openapi({ description: 'Id of the article.' }),
})

export const PreviewQuery = z.strictObject({
  as: z.enum(VIEWERS).default('customer'),
  at: Instant.optional().openapi({ description: 'An instant with offset; left out: now.' }),
})

const Window = {
  release: z.string().nullable().openapi({ format: 'date-time' }),
  expires: z.string().nullable().openapi({ format: 'date-time' }),
}

export const Preview = FileHead.extend({
  as: z.enum(VIEWERS),
  at: z.string().nullable().openapi({ format: 'date-time' }),
  isServed: z
    .boolean()
    .openapi({ description: 'False: the file as it stands, which nobody is told.' }),
  parts: z.array(ArticlePart.extend({ part: z.int(), ...Window }).openapi('PreviewPart')),
  withheld: z.array(
    z.object({
      audience: z.enum(AUDIENCES),
      ...Window,
      after: z.int(),
      why: z.enum(['audience', 'not-released', 'expired']),
    }),
  ),
  asks: z.array(z.string()),
  mustNot: z.array(z.object({ ask: z.string(), why: z.string() })),
  tags: z.array(z.string()),
  changes: z.array(z.string()).openapi({
    description: 'Instants at which what this reader gets changes.',
  }),
}).openapi('ArticlePreview')

export const Usage = z
  .object({
    since: z.string().openapi({ format: 'date-time' }),
    served: z.int(),
    accepted: z.int(),
    rejected: z.int(),
    lastAt: z.string().nullable().openapi({ format: 'date-time' }),
    questions: z.array(z.object({ question: z.string(), conversations: z.int() })),
  })
  .openapi('ArticleUsage')
