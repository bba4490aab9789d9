import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Database, fixClock, type Role, STORES } from '../../src/db/index.ts'
import { type IndexReport, indexFolder, readArticle } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'

/** A knowledge folder that tests write to. */
export type Folder = {
  path: string
  write(name: string, content: string | Uint8Array): void
  remove(name: string): void
  discard(): void
}

export function makeFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'sidecue-knowledge-'))
  mkdirSync(join(path, 'articles'))
  return {
    path,
    write(name, content) {
      const file = join(path, 'articles', name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
    },
    remove: (name) => rmSync(join(path, 'articles', name)),
    discard: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** An article file; `keys` replace or add front matter, a null takes a key out. */
export function article(
  id: string,
  body = `\n${id} 的说明。\n`,
  keys: Record<string, string | null> = {},
): string {
  const all: Record<string, string | null> = {
    ...{ id, title: `${id} 标题`, lang: 'zh-Hans', audience: 'customer', state: 'published' },
    ...keys,
  }
  const lines = Object.entries(all).flatMap(([key, value]) =>
    value === null ? [] : [`${key}: ${value}`],
  )
  return `---\n${lines.join('\n')}\n---\n${body}`
}

type Options = { full?: boolean; allowRemovals?: boolean; assumeAudience?: 'customer' | 'agent' }

export function index(db: Database, folder: Folder, options: Options = {}): Promise<IndexReport> {
  return indexFolder(db, { knowledgeDir: folder.path, log: silentLog, ...options })
}

type ReadingRole = Extract<Role, 'customer' | 'agent' | 'lead'>

/** All text of an article that a role may read now; null where there is none for it. */
export async function textFor(db: Database, role: ReadingRole, id: string): Promise<string | null> {
  const found = await db.read(role, (sql) => readArticle(sql, role, id))
  return found ? found.parts.map((part) => part.markdown).join('|') : null
}

/** Everything that any run could have written, to see that one wrote nothing. */
export function snapshot(db: Database): Promise<string> {
  return db.read('index', async (sql) => {
    const tables = ['app.article_file', 'app.change', 'app.hidden_print', 'app.indexing']
    for (const store of ['customer', 'agent', 'internal', 'embargo']) {
      tables.push(`${store}.article`, `${store}.chunk`, `${store}.gram`)
    }
    const states: string[] = []
    for (const table of tables) {
      const rows = await sql<{ state: string }[]>`
        select coalesce(string_agg(t.xmin::text || ' ' || t.ctid::text, ',' order by t.ctid), '') as state
        from ${sql(table)} t
      `
      states.push(`${table} ${rows[0]?.state}`)
    }
    return states.join('\n')
  })
}

/** Makes the database as it was after its migrations, as far as indexing writes to it. */
export async function reset(db: Database): Promise<void> {
  await fixClock(db, null)
  await db.write('index', async (sql) => {
    for (const store of STORES) {
      for (const table of ['article', 'posting', 'gram', 'term', 'extent']) {
        await sql`delete from ${sql(`${store}.${table}`)}`
      }
    }
    for (const table of ['article_file', 'hidden_print', 'change']) {
      await sql`delete from ${sql(`app.${table}`)}`
    }
    await sql`update app.indexing set settings = ''`
  })
}
