import postgres from 'postgres'
import { wordTerms } from './our-tokens.ts'
import type { PeerFactory } from './types.ts'

/** Plain PostgreSQL full text: `tsvector`, words joined by OR, `ts_rank`, GIN index, our tokens. */
export function tsvectorPeer(databaseUrl: string): PeerFactory {
  return {
    name: 'tsvector + ts_rank',
    async create(scope) {
      const sql = postgres(databaseUrl, { max: 4, onnotice: () => {} })
      const table = sql(`peer_tsvector_${scope}`)
      await sql`drop table if exists ${table}`
      await sql`create table ${table} (id text primary key, words tsvector not null)`
      return {
        name: 'tsvector + ts_rank',
        async index(documents) {
          for (let from = 0; from < documents.length; from += 500) {
            const batch = documents.slice(from, from + 500)
            const ids = batch.map((document) => document.id)
            const words = batch.map((document) => positioned(`${document.title}\n${document.text}`))
            await sql`insert into ${table} select * from unnest(${ids}::text[], ${words}::tsvector[])`
          }
          await sql`create index on ${table} using gin (words)`
          await sql`analyze ${table}`
        },
        async search(query, top) {
          const terms = [...new Set(lexemes(query))]
          if (terms.length === 0) return []
          const rows = await sql<{ id: string }[]>`
            select id from ${table}, to_tsquery('simple', ${terms.join(' | ')}) as wanted
            where words @@ wanted
            order by ts_rank(words, wanted) desc, id
            limit ${top}`
          return rows.map((row) => row.id)
        },
        async close() {
          await sql`drop table if exists ${table}`
          await sql.end()
        },
      }
    },
  }
}

/** Terms as quoted lexemes, free of what the text parsers of tsvector and tsquery would read as syntax. */
function lexemes(text: string): string[] {
  return wordTerms(text)
    .map((term) => `'${term.replaceAll(/['\\\s:]/g, '')}'`)
    .filter((term) => term.length > 2)
}

/** The same with positions, as `ts_rank` wants them; 16,383 is the last one a tsvector can hold. */
function positioned(text: string): string {
  return lexemes(text)
    .map((lexeme, index) => `${lexeme}:${Math.min(index + 1, 16_383)}`)
    .join(' ')
}
