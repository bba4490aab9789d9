import { type Article, type ArticlePart, findShared, fingerprint } from '../articles/index.ts'
import type { Store, TransactionSql } from '../db/index.ts'

/** Fingerprints of one hidden part. */
export type HiddenPrint = {
  path: string
  audience: string
  release: Date | null
  expires: Date | null
  grams: Float64Array
}

/** What an article hides from customers: internal text, and text that is released later. */
export function printsOf(article: Article, now: Date): HiddenPrint[] {
  return article.parts
    .filter((part) => part.markdown !== '' && isHidden(part, now))
    .map((part) => ({
      path: article.path,
      audience: part.audience,
      release: part.release === null ? null : new Date(part.release),
      expires: part.expires === null ? null : new Date(part.expires),
      grams: Float64Array.from(fingerprint(part.markdown)),
    }))
}

function isHidden(part: Pick<ArticlePart, 'audience' | 'release' | 'expires'>, now: Date): boolean {
  if (part.audience === 'internal') return true
  const isExpired = part.expires !== null && Date.parse(part.expires) <= now.getTime()
  return part.release !== null && Date.parse(part.release) > now.getTime() && !isExpired
}

/** All hidden text of the folder, to compare with what customers may read. */
export class HiddenText {
  /** Gram to the instant it opens; internal text never does. */
  readonly #opens = new Map<number, { at: number; path: string }>()

  get isEmpty(): boolean {
    return this.#opens.size === 0
  }

  add(prints: readonly HiddenPrint[], now: Date): void {
    for (const { path, audience, release, grams } of prints) {
      const at = audience === 'internal' ? Number.POSITIVE_INFINITY : (release?.getTime() ?? 0)
      if (at <= now.getTime()) continue
      const entry = { at, path }
      for (const gram of grams) {
        const known = this.#opens.get(gram)
        if (known === undefined || known.at < at) this.#opens.set(gram, entry)
      }
    }
  }

  /** Where in `text` hidden text stands that opens later than `text` itself, and in which file. */
  find(text: string, opensAt: number): { offset: number; path: string } | undefined {
    let path = ''
    const offset = findShared(text, (gram) => {
      const hidden = this.#opens.get(gram)
      if (!hidden || hidden.at <= opensAt) return false
      path = hidden.path
      return true
    })
    return offset < 0 ? undefined : { offset, path }
  }
}

/** The prints of files that are not read again in this run. */
export async function readPrints(
  sql: TransactionSql,
  exceptPaths: readonly string[],
): Promise<HiddenPrint[]> {
  const rows = await sql<(Omit<HiddenPrint, 'grams'> & { grams: Buffer })[]>`
    select path, audience, release, expires, grams
    from app.hidden_print
    where path <> all (${[...exceptPaths]}::text[])
      and (audience = 'internal' or (release > desk_now() and (expires is null or expires > desk_now())))
  `
  return rows.map(({ grams, ...row }) => ({ ...row, grams: toFloats(grams) }))
}

export async function writePrints(
  sql: TransactionSql,
  paths: readonly string[],
  prints: readonly HiddenPrint[],
): Promise<void> {
  await sql`delete from app.hidden_print where path = any(${[...paths]}::text[])`
  for (const { path, audience, release, expires, grams } of prints) {
    await sql`
      insert into app.hidden_print (path, audience, release, expires, grams)
      values (${path}, ${audience}, ${release}, ${expires}, ${Buffer.from(grams.buffer)})
    `
  }
}

/** Files whose stored customer text, title, asks or tags share something with `hidden`. */
export async function findExposed(sql: TransactionSql, hidden: HiddenText): Promise<string[]> {
  if (hidden.isEmpty) return []
  const found = new Set<string>()
  for (const store of ['customer', 'embargo'] satisfies Store[]) {
    for (let last = 0; ; ) {
      const rows = await sql<ToldRow[]>`
        select article.key, article.path, article.release, article.title, article.asks, article.tags,
          (select coalesce(string_agg(text, '' order by piece), '') from ${sql(store)}.chunk
            where chunk.article = article.key) as text
        from ${sql(store)}.article
        where key > ${last} and audience = 'customer'
        order by key
        limit 500
      `
      if (rows.length === 0) break
      last = rows.at(-1)?.key ?? last
      for (const row of rows) {
        const opensAt = row.release?.getTime() ?? Number.NEGATIVE_INFINITY
        const told = [row.title, ...row.asks, ...row.tags, row.text].join('\n')
        if (hidden.find(told, opensAt)) found.add(row.path)
      }
    }
  }
  return [...found]
}

type ToldRow = {
  key: number
  path: string
  release: Date | null
  title: string
  asks: string[]
  tags: string[]
  text: string
}

function toFloats(bytes: Buffer): Float64Array {
  const copy = new Uint8Array(bytes)
  return new Float64Array(copy.buffer)
}
