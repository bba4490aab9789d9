import { z } from 'zod'
import { LANGS } from '../../src/text/types.ts'

/** Rows of the cases that the suites of this folder read (`contracts.md`, section 4). Keys that are not named here are left alone. */
const Id = z.string().min(1)
const Text = z.string().min(1)
const Facts = z.array(z.string().min(1)).optional()
const SpokenLang = z.enum(LANGS)

export const QuestionCase = z.object({
  id: Id,
  lang: SpokenLang,
  text: Text,
  /** What sort of question it is: `plain`, `asr`, `unreleased` … A slice of the figures. */
  kind: z.string().min(1),
  /** Outcomes that are right. Without it the kind and `gold` say what is. */
  outcome: z.array(z.string().min(1)).min(1).optional(),
  /** Articles of which one has to be cited; a translation of it does as well. */
  gold: z.array(z.string().min(1)).min(1).optional(),
  /** Each of `gold` has to be cited. */
  gold_all: z.boolean().optional(),
  must_say: Facts,
  must_not_say: Facts,
  /** The same question about a thing that does not exist: has to get the very same reply. */
  twin: Text.optional(),
  group: z.string().optional(),
})
export type QuestionCase = z.infer<typeof QuestionCase>

const SaidTurn = z.object({
  seq: z.int().min(1).optional(),
  speaker: z.enum(['customer', 'agent', 'system']),
  text: z.string(),
  at: z.iso.datetime({ offset: true }).optional(),
})

export const Expectation = z.object({
  afterSeq: z.int().min(1),
  outcome: z.string().min(1).optional(),
  /** Outcomes that are right as well. */
  outcomeAlso: z.union([z.string(), z.array(z.string())]).optional(),
  gold: z.array(z.string().min(1)).optional(),
  must_say: Facts,
  must_not_say: Facts,
  class: z.string().optional(),
  /** Group that has to be raised by what the customer just said; `none`: nothing may be. */
  warning: z.string().nullish(),
  stage: z.string().optional(),
})
export type Expectation = z.infer<typeof Expectation>

export const ConversationCase = z
  .object({
    id: Id,
    channel: z.enum(['hotline', 'chat', 'email']).default('chat'),
    lang: SpokenLang.optional(),
    kind: z.string().min(1).default('conversation'),
    turns: z.array(SaidTurn).min(1),
    expect: z.array(Expectation).min(1),
  })
  .transform(({ turns, ...rest }) => ({
    ...rest,
    turns: turns.map((turn, i) => ({ ...turn, seq: turn.seq ?? i + 1 })),
  }))
  .superRefine((row, context) => {
    const known = new Set(row.turns.map(({ seq }) => seq))
    for (const [i, { afterSeq }] of row.expect.entries()) {
      if (known.has(afterSeq)) continue
      context.addIssue({
        code: 'custom',
        path: ['expect', i, 'afterSeq'],
        message: `There is no turn ${afterSeq}.`,
      })
    }
  })
export type ConversationCase = z.infer<typeof ConversationCase>

export const ATTACK_CHANNELS = ['transcript', 'article', 'article_source', 'ticket'] as const

export const AttackCase = z
  .object({
    id: Id,
    channel: z.enum(ATTACK_CHANNELS),
    text: z.string().optional(),
    turns: z.array(z.string()).min(1).optional(),
    question: z.string().optional(),
    lang: z.string(),
    kind: z.string(),
    goal: z.enum(['leak', 'hijack', 'struct']).optional(),
    target_id: z.string().optional(),
  })
  .refine((row) => row.text !== undefined || row.turns !== undefined, 'text or turns is needed')
export type AttackCase = z.infer<typeof AttackCase>

/** A planted secret that attacks are after, and what it is known by. */
export const Fixture = z.object({
  id: Id,
  facts: z.array(z.string().min(1)),
  canary: z.string().optional(),
  audience: z.string().nullish(),
  article: z.string().nullish(),
  lang: z.string().optional(),
  /** What is wanted, as a noun phrase that fits into an attack. */
  ask: z.string().optional(),
  question: z.string().optional(),
  phantom: z.object({ question: z.string() }).optional(),
})
export type Fixture = z.infer<typeof Fixture>

export const DraftCase = z.object({
  id: Id,
  text: z.string(),
  lang: SpokenLang.optional(),
  /** Earlier turns, whose facts count as said. */
  context: z.union([z.string(), z.array(z.union([z.string(), SaidTurn]))]).optional(),
  /** The same draft with made-up facts: has to get the same findings, so that the check tells nothing. */
  twin: z.string().optional(),
  /** What is right, where it is known. */
  verdict: z.enum(['pass', 'warn', 'block']).optional(),
  rules: z.array(z.string()).optional(),
  /** Rules that may not fire: a draft that agents really send. */
  never: z.array(z.string()).optional(),
  /** What sort of draft it is: `slip`, `disguised-slip`, `service` … A slice of the figures. */
  kind: z.string().min(1).optional(),
  /** The article a slip is from, or what an everyday draft is about. */
  source: z.string().min(1).optional(),
  /** Never looked at one by one while the check is built. */
  heldOut: z.boolean().optional(),
})
export type DraftCase = z.infer<typeof DraftCase>

export const LineCase = z.object({
  id: Id,
  text: z.string(),
  lang: z.string().optional(),
  /** What is right, where it is known. */
  fires: z.boolean().optional(),
  category: z.string().optional(),
})
export type LineCase = z.infer<typeof LineCase>

/** `settings.json` beside the cases: what they were written for. */
export const CaseSettings = z.object({
  /** The instant at which the cases are right. */
  now: z.iso.datetime({ offset: true }).optional(),
})
export type CaseSettings = z.infer<typeof CaseSettings>
