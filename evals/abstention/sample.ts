import { createHash } from 'node:crypto'
import { z } from 'zod'
import { FEATURES } from '../../src/retrieval/confidence-features.ts'
import { LANGS } from '../../src/text/types.ts'

/**
 * What a question was asked of: `answerable`, the whole corpus; `without`, the corpus without the articles judged
 * relevant for it; `swapped`, the whole corpus, after its rarest word was replaced by one of another set's;
 * `unanswerable`, a knowledge base that has never had an answer.
 */
export const SAMPLE_KINDS = ['answerable', 'without', 'swapped', 'unanswerable'] as const
export type SampleKind = (typeof SAMPLE_KINDS)[number]

/** One question as it was found. */
export const Sample = z.object({
  set: z.string(),
  id: z.string(),
  lang: z.enum(LANGS),
  kind: z.enum(SAMPLE_KINDS),
  /** The first passage is of a relevant article. */
  isRight: z.boolean(),
  /** Null where nothing was found at all. */
  features: z.record(z.enum(FEATURES), z.number()).nullable(),
})
export type Sample = z.infer<typeof Sample>

/** A desk's own questions; every other set is named as its folder. */
export const DESK = 'desk:'

/** Which half of its set a question belongs to, by its id alone; all samples of one question are in one half. */
export function halfOf({ id }: Pick<Sample, 'id'>): 0 | 1 {
  return hashOf(id.replace(/-twin$/, '')) % 2 === 0 ? 0 : 1
}

/** The same number for the same text, anywhere. */
export function hashOf(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE(0)
}
