import { z } from 'zod'
import { type Database, STORES } from '../../db/index.ts'
import type { Flaw } from '../../errors.ts'
import { readKnown } from '../../indexing/file-records.ts'
import { LANGS } from '../../text/types.ts'
import { readCustomerParts } from './customer-parts.ts'

const Part = z.object({
  article: z.string(),
  part: z.number(),
  lang: z.enum(LANGS),
  title: z.string(),
  asks: z.array(z.string()),
  path: z.string(),
  rev: z.string(),
  release: z.string().nullable(),
  expires: z.string().nullable(),
  markdown: z.string(),
  more: z.string(),
})

/** What of an index decides who is told what: read once, and kept beside it. */
export const IndexedText = z.object({
  parts: z.array(Part),
  /** Text for agents and internal text. */
  held: z.array(
    z.object({ was: z.enum(['agent', 'internal', 'not-published']), text: z.string() }),
  ),
  /** All that agents may read beside what customers may, to see whether it is the same. */
  agentForm: z.string(),
  /** Files that are in no store: drafts, archived and faulty ones. */
  unserved: z.array(z.string()),
  /** Flaws of all files. */
  flaws: z.array(z.custom<Flaw>()),
})
export type IndexedText = z.infer<typeof IndexedText>

export async function readIndexedText(db: Database): Promise<IndexedText> {
  const parts = await readCustomerParts(db)
  return db.read('index', async (sql) => {
    const held: { id: string; was: 'agent' | 'internal'; form: string; text: string }[] = []
    for (const store of STORES) {
      held.push(
        ...(await sql<typeof held>`
          select article.id, audience as was,
            jsonb_build_array(id, part, lang, title, asks, rev, release, expires, after)::text as form,
            (select coalesce(string_agg(chunk.text, '' order by chunk.piece), '') from ${sql(store)}.chunk
              where chunk.article = article.key) as text
          from ${sql(store)}.article
          where audience <> 'customer'
        `),
      )
    }
    const { files } = await readKnown(sql)
    const unserved = [...files.values()].filter(
      ({ outcome }) => outcome !== 'served' && outcome !== 'kept',
    )
    return {
      parts,
      held: held.map(({ was, text }) => ({ was, text })),
      agentForm: JSON.stringify(
        held
          .filter(({ was }) => was === 'agent')
          .map(({ form }) => form)
          .sort(),
      ),
      unserved: unserved.map(({ path }) => path).sort(),
      flaws: [...files.values()].flatMap(({ flaws }) => flaws),
    }
  })
}

/** Instants at which what may be told, or how it ranks, changes by itself; ISO, in order. */
export async function readHorizons(db: Database): Promise<string[]> {
  return db.read('index', async (sql) => {
    const found: (Date | null)[] = []
    for (const store of STORES) {
      const rows = await sql<{ release: Date | null; expires: Date | null; stale: Date | null }[]>`
        select distinct release, expires, (review_by + 1)::timestamp at time zone 'UTC' as stale
        from ${sql(store)}.article
      `
      found.push(...rows.flatMap(({ release, expires, stale }) => [release, expires, stale]))
    }
    const instants = found.filter((one) => one !== null).map((one) => one.toISOString())
    return [...new Set(instants)].sort()
  })
}
