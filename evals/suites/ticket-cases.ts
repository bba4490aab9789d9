import { z } from 'zod'
import { CHANNELS, Transcript } from '../../src/conversations/types.ts'
import type { Desk } from '../../src/desk/types.ts'
import { LANGS } from '../../src/text/types.ts'

const Gold = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]))

/** A row of `dialogues.jsonl` (`contracts.md`, section 4). Keys not named there are ours and may be left out. */
export const DialogueCase = z.object({
  id: z.string().min(1),
  channel: z.enum(CHANNELS).optional(),
  lang: z.enum(LANGS).optional(),
  startedAt: z.iso.datetime({ offset: true }).optional(),
  turns: z.array(
    z.object({
      seq: z.int().min(1).optional(),
      /** `customer`, `agent`, `system`; any other name: people talk, and nobody is being served. */
      speaker: z.string(),
      text: z.string(),
      at: z.iso.datetime({ offset: true }).optional(),
      /** 1: a turn that tells the problem, 2: one that offers a solution. */
      key: z.int().optional(),
      /** CNUG0: tells the problem; HNUG, HNUG*: offers a solution (the STC-3 nugget labels). */
      nugget: z.string().optional(),
    }),
  ),
  summary: z.string().optional(),
  /** Values that were said; a list holds several ways to write one. */
  fields: Gold.optional(),
  /** Values that may be given and need not be. */
  optional: Gold.optional(),
  /** Fields of another desk, in the place of those of the type. */
  requires: z
    .array(
      z.object({
        field: z.string(),
        description: z.partialRecord(z.enum(LANGS), z.string()),
        ask: z.partialRecord(z.enum(LANGS), z.string()),
        pattern: z.string().optional(),
        values: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  kind: z.string().optional(),
  /** Ticket type of the desk that it is of. */
  type: z.string().min(1).optional(),
  /** Not looked at one by one while the draft is built. */
  heldOut: z.boolean().optional(),
})
export type DialogueCase = z.infer<typeof DialogueCase>

const SPEAKERS: ReadonlySet<string> = new Set(['customer', 'agent', 'system'])

/** The dialogue as a transcript. Where the speakers are not those of a desk, all of it is one side's talk. */
export function toTranscript({ id, channel, lang, turns }: DialogueCase): Transcript {
  const isDesk = turns.every(({ speaker }) => SPEAKERS.has(speaker))
  return Transcript.parse({
    id: id.slice(0, 200),
    channel: channel ?? 'chat',
    ...(lang === undefined ? {} : { lang }),
    turns: turns.map(({ seq, speaker, text, at }, i) => ({
      seq: seq ?? i + 1,
      speaker: isDesk ? speaker : 'customer',
      text: text.slice(0, 8000),
      ...(at === undefined ? {} : { at }),
    })),
  })
}

/** The type that fields of another desk stand under. */
export const OTHER_DESK_TYPE = 'other-desk'

/** The desk a case is read by: ours, or one with the fields the case brings. */
export function deskOf(desk: Desk, { requires }: DialogueCase): Desk {
  if (requires === undefined) return desk
  const type = {
    id: OTHER_DESK_TYPE,
    name: {},
    deadlineHours: 24,
    requires: requires as Desk['taxonomy']['types'][number]['requires'],
    examples: {},
  }
  return { ...desk, taxonomy: { ...desk.taxonomy, types: [type], modules: [] } }
}

/** Turns that tell the problem and that offer a solution, where the case marks them; else null. */
export function goldKeyTurns({
  turns,
}: DialogueCase): { problem: number[]; solution: number[] } | null {
  if (!turns.some(({ key, nugget }) => key !== undefined || nugget !== undefined)) return null
  const seqs = (isIt: (turn: DialogueCase['turns'][number]) => boolean) =>
    turns.flatMap((turn, i) => (isIt(turn) ? [turn.seq ?? i + 1] : []))
  return {
    problem: seqs(({ key, nugget }) => key === 1 || nugget === 'CNUG0'),
    solution: seqs(({ key, nugget }) => key === 2 || /^HNUG\*?$/.test(nugget ?? '')),
  }
}
