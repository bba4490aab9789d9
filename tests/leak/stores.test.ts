import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, type Role, STORES, type Store } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { indexFolder, readArticle } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import { retrieve } from '../../src/retrieval/index.ts'
import { article, type Folder, makeFolder } from '../indexing/support.ts'
import { type Engine, engines } from '../support/engines.ts'
import { canariesIn, leaksTo, NOBODY, plantedCanaries, type Reader } from './canaries.ts'
import { makeCanaryFolder } from './canary-folder.ts'

const FORBIDDEN = '42501'

/** Stores of which a role may read rows at all. What it may read of them, the row policies decide. */
const MAY_READ: Record<Role, readonly Store[]> = {
  customer: ['customer', 'embargo'],
  agent: ['customer', 'agent', 'embargo'],
  lead: STORES,
  index: STORES,
  app: [],
}

/** Roles as readers of canaries: leads are shown unreleased text by no route, but their role may read the store. */
const READER_OF: Partial<Record<Role, Reader>> = { customer: 'customer', agent: 'agent' }

for (const engine of engines) {
  describe(`the stores, ${engine.name}`, () => {
    let folder: Folder
    let db: Database
    beforeAll(async () => {
      folder = makeCanaryFolder()
      db = await engine.open()
      await indexFolder(db, { knowledgeDir: folder.path, log: silentLog })
    }, 120_000)
    afterAll(async () => {
      await db.close()
      folder.discard()
    })

    test.each(Object.keys(MAY_READ) as Role[])(
      '%s reads its own stores and gets no row of others',
      async (role) => {
        for (const [store, table] of await tablesOf(db)) {
          const columns = await columnsFor(db, role, `${store}.${table}`)
          const isStatistics = store === 'embargo' && ['term', 'extent'].includes(table)
          const isNumbers = isStatistics && !['lead', 'index'].includes(role)
          const mayRead = MAY_READ[role].includes(store as Store) && !isNumbers
          expect(columns.length > 0, `${role} on ${store}.${table}`).toBe(mayRead)
          const all = db.read(role, (sql) => sql.unsafe(`select * from ${store}.${table}`))
          if (!mayRead) await expect(all).rejects.toMatchObject({ code: FORBIDDEN })
          else await all.catch((error: { code: string }) => expect(error.code).toBe(FORBIDDEN))
        }
      },
    )

    test.each(['customer', 'agent'] as const)(
      'no cell that %s can read holds a canary of others',
      async (role) => {
        let cells = 0
        for (const [schema, table] of [...(await tablesOf(db)), ...(await tablesIn(db, 'app'))]) {
          const columns = await columnsFor(db, role, `${schema}.${table}`)
          if (columns.length === 0) continue
          const list = columns.map((column) => `"${column}"`).join(', ')
          const rows = await db.read(role, (sql) =>
            sql.unsafe(`select ${list} from ${schema}.${table}`),
          )
          cells += rows.length * columns.length
          expect(leaksTo(READER_OF[role]!, JSON.stringify(rows)), `${schema}.${table}`).toEqual([])
        }
        expect(cells).toBeGreaterThan(500)
      },
    )

    test('what is in the embargo store now has postings, features and statistics for nobody but leads', async () => {
      for (const role of ['customer', 'agent'] as const) {
        for (const table of ['article', 'chunk', 'posting', 'gram']) {
          const column = { article: 'id', chunk: 'id', posting: 'term', gram: 'chunk' }[table]!
          const rows = await db.read(role, (sql) =>
            sql.unsafe(`select ${column} from embargo.${table}`),
          )
          expect(rows, `${role} on ${table}`).toHaveLength(0)
        }
      }
      const [held] = await db.read(
        'lead',
        (sql) => sql`select count(*)::int as rows from embargo.chunk`,
      )
      expect(held!.rows).toBeGreaterThan(20)
    })

    test('drafts, archived and faulty articles are in no store', async () => {
      for (const [store, table] of await tablesOf(db)) {
        const rows = await ownerOf(db).unsafe(`select * from ${store}.${table}`)
        const states = canariesIn(JSON.stringify(rows)).map((one) => one.state)
        expect(
          states.filter((state) =>
            /^(draft|archived|audience-|release-without|block-)/.test(state),
          ),
        ).toEqual([])
      }
      expect(
        plantedCanaries().some(({ state, readers }) => state === 'draft-en' && readers === NOBODY),
      ).toBe(true)
    })

    test('a role that is not there opens nothing', async () => {
      const unknown = db.read('nobody' as Role, (sql) => sql`select 1 from customer.article`)
      await expect(unknown).rejects.toThrow()
      const reader = db.read('customer', (sql) => sql`select set_config('role', 'none', true)`)
      await reader
      const after = await db.read(
        'customer',
        (sql) => sql<{ name: string }[]>`select current_user as name`,
      )
      expect(after[0]!.name).toBe('sidecue_customer')
    })

    test('a role with grants but without a policy gets no row', async () => {
      const owner = ownerOf(db)
      const name = `sidecue_guest_${crypto.randomUUID().slice(0, 8)}`
      await owner.unsafe(`create role ${name} nologin`)
      try {
        for (const store of STORES)
          await owner.unsafe(
            `grant usage on schema ${store} to ${name}; grant select on all tables in schema ${store} to ${name}`,
          )
        for (const [store, table] of await tablesOf(db)) {
          const rows = await owner.begin(async (sql) => {
            await sql`select set_config('role', ${name}, true)`
            return sql.unsafe(`select * from ${store}.${table}`)
          })
          expect(rows, `${store}.${table}`).toHaveLength(0)
        }
      } finally {
        await owner.unsafe(`drop owned by ${name}; drop role ${name}`)
      }
    })

    test('the plan and the errors of a query tell nothing of rows that it may not see', async () => {
      const oracle = (condition: string) =>
        db.read('customer', (sql) =>
          sql.unsafe(`select id from embargo.article where ${condition}`),
        )
      const secret = plantedCanaries().find(
        ({ state, place }) => state === 'embargoed-en' && place === 'id',
      )!
      for (const id of [secret.latin, 'never-was']) {
        expect(await oracle(`id = '${id}' and 1 / (length(id) - length(id)) = 1`)).toHaveLength(0)
        expect(await oracle(`id = '${id}' and (id || 'x')::int > 0`)).toHaveLength(0)
      }
      await expect(
        db.write('customer', (sql) =>
          sql.unsafe(`insert into embargo.article (id) values ('${secret.latin}')`),
        ),
      ).rejects.toMatchObject({ code: FORBIDDEN })
    })
  })

  describe(`the instant, ${engine.name}`, () => {
    let db: Database
    let folder: Folder
    beforeAll(async () => {
      db = await engine.open()
    }, 60_000)
    afterAll(() => db.close())

    test('text is told from its instant and until its end, in a transaction that began before, everywhere', async () => {
      folder = makeFolder()
      await indexFolder(db, { knowledgeDir: folder.path, log: silentLog })
      const start = Date.now() + 2_000
      const at = (ms: number) => new Date(start + ms).toISOString()
      folder.write('opens.md', article('opens', '\n银汐节规则。\n', { release: at(0) }))
      folder.write('closes.md', article('closes', '\n落霞周规则。\n', { expires: at(0) }))
      folder.write(
        'block.md',
        article('block', `\n平日。\n\n:::embargo{release="${at(0)}"}\n启明阵规则。\n:::\n`),
      )
      folder.write(
        'twice.md',
        article('twice', '\n听雪阁规则。\n', { release: at(-1_500), expires: at(400) }),
      )
      await indexFolder(db, { knowledgeDir: folder.path, log: silentLog })
      const others = await otherHandles(db, engine)
      try {
        const long = watchInOneTransaction(db, start + 900)
        const watched = engine.name === 'server' ? [db, ...others] : []
        const samples = [
          await long,
          ...(await Promise.all(watched.map((one) => watchInMany(one, start + 900)))),
        ]
        const flat = samples.flat()
        for (const { now, opens, closes, block, twice } of flat) {
          expect(opens, `${now - start} ms`).toBe(now >= start)
          expect(closes, `${now - start} ms`).toBe(now < start)
          expect(block, `${now - start} ms`).toBe(now >= start)
          expect(twice, `${now - start} ms`).toBe(now >= start - 1_500 && now < start + 400)
        }
        if (flat.every(({ now }) => now >= start))
          throw new Error('the machine was too slow to look before the instant')
        expect(flat.some(({ now }) => now >= start)).toBe(true)
        for (const one of [db, ...others]) {
          const query = { text: '银汐节规则', context: [], lang: 'zh-Hans' as const }
          const found = await retrieve(one, 'customer', query, { top: 5 })
          expect(found.passages.map(({ articleId }) => articleId)).toContain('opens')
          expect(
            await one.read('customer', (sql) => readArticle(sql, 'customer', 'closes')),
          ).toBeUndefined()
        }
      } finally {
        for (const one of others) await one.close()
        folder.discard()
      }
    }, 60_000)
  })
}

type Sample = { now: number; opens: boolean; closes: boolean; block: boolean; twice: boolean }

/** One transaction from before the instant to after it, as an agent's long request would be. */
function watchInOneTransaction(db: Database, until: number): Promise<Sample[]> {
  return db.read('customer', async (sql) => {
    const samples: Sample[] = []
    do {
      samples.push(await sample(sql))
      await sql`select pg_sleep(0.005)`
    } while (samples.at(-1)!.now < until)
    return samples
  })
}

async function watchInMany(db: Database, until: number): Promise<Sample[]> {
  const samples: Sample[] = []
  do samples.push(await db.read('customer', sample))
  while (samples.at(-1)!.now < until)
  return samples
}

/** What is there at the very instant of the statement: the time and the rows come from one query. */
async function sample(sql: Parameters<Parameters<Database['read']>[1]>[0]): Promise<Sample> {
  const [row] = await sql<{ now: Date; ids: string[] }[]>`
    select desk_now() as now, array(
      select id || part from customer.article
      union all
      select id || part from embargo.article
    ) as ids
  `
  const has = (id: string) => row!.ids.includes(id)
  return {
    now: row!.now.getTime(),
    opens: has('opens0'),
    closes: has('closes0'),
    block: has('block1'),
    twice: has('twice0'),
  }
}

/** Further processes on the same server; an embedded database has no others. */
async function otherHandles(db: Database, engine: Engine): Promise<Database[]> {
  if (engine.name !== 'server') return []
  const { urlOf } = await import('../support/server-engine.ts')
  const { openDatabase } = await import('../../src/db/index.ts')
  const [current] = await ownerOf(db)<{ name: string }[]>`select current_database() as name`
  return [await openDatabase({ databaseUrl: urlOf(current!.name), log: silentLog })]
}

/** Tables and views of the four stores. */
async function tablesOf(db: Database): Promise<[string, string][]> {
  const tables: [string, string][] = []
  for (const store of STORES) tables.push(...(await tablesIn(db, store)))
  return tables
}

async function tablesIn(db: Database, schema: string): Promise<[string, string][]> {
  const rows = await ownerOf(db)<{ name: string }[]>`
    select relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = ${schema} and relkind in ('r', 'p', 'v', 'm') order by 1
  `
  return rows.map(({ name }): [string, string] => [schema, name])
}

/** Columns that a role may select. */
async function columnsFor(db: Database, role: Role, table: string): Promise<string[]> {
  const [schema, name] = table.split('.')
  const rows = await ownerOf(db)<{ column: string }[]>`
    select column_name as column from information_schema.columns
    where table_schema = ${schema!} and table_name = ${name!}
      and has_schema_privilege(${`sidecue_${role}`}, ${schema!}, 'usage')
      and has_column_privilege(${`sidecue_${role}`}, ${table}, column_name, 'select')
    order by ordinal_position
  `
  return rows.map(({ column }) => column)
}
