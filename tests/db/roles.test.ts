import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, STORES } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { ROLES, type Role } from '../../src/db/types.ts'
import { engines } from '../support/engines.ts'

const FORBIDDEN = { code: '42501' }

for (const engine of engines) {
  describe(`roles, ${engine.name}`, () => {
    let db: Database
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())

    const readFrom = (role: Role, table: string): Promise<unknown> =>
      db.read(role, (sql) => sql.unsafe(`select 1 from ${table}`))

    test.each(ROLES)('%s acts as its role and as nobody else', async (role) => {
      const acting = (sql: Parameters<Parameters<Database['read']>[1]>[0]) =>
        sql<{ name: string }[]>`select current_user as name`
      expect(await db.read(role, acting)).toMatchObject([{ name: `sidecue_${role}` }])
      expect(await db.write(role, acting)).toMatchObject([{ name: `sidecue_${role}` }])
    })

    test('the role ends with its transaction, however that ends', async () => {
      await db.write('customer', (sql) => sql`select 1`)
      await db.write('customer', () => Promise.reject(new Error('no'))).catch(() => {})
      await db.write('customer', (sql) => sql`select 1 / 0`).catch(() => {})
      const owner = ownerOf(db)
      const users = await Promise.all(
        Array.from({ length: 12 }, () => owner`select current_user = session_user as same`),
      )
      expect(users.flat().every((row) => row.same)).toBe(true)
    })

    test('customer text is made without the stores of agents and of leads', async () => {
      for (const store of ['agent', 'internal']) {
        await expect(readFrom('customer', `${store}.article`)).rejects.toMatchObject(FORBIDDEN)
        await expect(readFrom('customer', `${store}.chunk`)).rejects.toMatchObject(FORBIDDEN)
      }
      await expect(readFrom('agent', 'internal.article')).rejects.toMatchObject(FORBIDDEN)
      await readFrom('customer', 'customer.article')
      await readFrom('agent', 'agent.article')
      await readFrom('lead', 'internal.article')
    })

    test('conversations are kept away from those who read knowledge, and the reverse', async () => {
      for (const role of ['customer', 'agent', 'lead', 'index'] as const) {
        await expect(readFrom(role, 'app.conversation')).rejects.toMatchObject(FORBIDDEN)
      }
      for (const store of STORES) {
        await expect(readFrom('app', `${store}.article`)).rejects.toMatchObject(FORBIDDEN)
      }
    })

    test('a reading transaction writes nothing, whatever the role may do', async () => {
      const writing = db.read('index', (sql) => sql`delete from customer.article`)
      await expect(writing).rejects.toMatchObject({ code: '25006' })
    })

    test('no role may change what time it is, make objects, or become more', async () => {
      for (const role of ROLES) {
        const attempts = [
          'create or replace function desk_now() returns timestamptz language sql as $$ select now() $$',
          'drop function desk_now()',
          'create table public.mine (id int)',
          'create table app.mine (id int)',
          'create function public.widen() returns int language sql security definer as $$ select 1 $$',
          `alter role sidecue_${role} superuser`,
          'alter table customer.article disable row level security',
          'delete from app.migration',
        ]
        for (const attempt of attempts) {
          const result = db.write(role, (sql) => sql.unsafe(attempt))
          await expect(result, `${role}: ${attempt}`).rejects.toMatchObject({ code: /^42501$/ })
        }
      }
    })

    test('no role may log in, pass by row policies, or have the rights of another', async () => {
      const rows = await ownerOf(db)`
        select rolname as name, rolcanlogin or rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong
        from pg_roles where rolname like 'sidecue%' order by 1
      `
      expect(rows).toHaveLength(ROLES.length)
      expect(rows.every((row) => !row.strong)).toBe(true)
      const members = await ownerOf(db)`
        select from pg_auth_members join pg_roles on pg_roles.oid = member
        where rolname like 'sidecue%'
      `
      expect(members).toHaveLength(0)
    })

    test('every table with text or conversations has its row policies switched on and forced', async () => {
      const open = await ownerOf(db)`
        select nspname || '.' || relname as table
        from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
          and (nspname = any(${[...STORES]}) or nspname = 'app' and relname in
            ('conversation', 'turn', 'suggestion', 'event', 'feedback'))
      `
      expect(open.map((row) => row.table)).toEqual([])
    })

    test('nothing is granted to everybody but the list of migrations and the clock', async () => {
      const tables = await ownerOf(db)`
        select table_schema || '.' || table_name as table, privilege_type as right
        from information_schema.table_privileges
        where grantee = 'PUBLIC' and table_schema = any(${[...STORES, 'app', 'public']})
      `
      expect(tables).toMatchObject([{ table: 'app.migration', right: 'SELECT' }])
    })

    test('a function with the rights of its owner has a fixed search path and serves the index alone', async () => {
      const definers = await ownerOf(db)`
        select proname from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
        where prosecdef and nspname = any(${[...STORES, 'app', 'public']}) and (
          proconfig is null or not 'search_path=pg_catalog' = any(proconfig)
          or exists (
            select from pg_roles
            where rolname in ('sidecue_customer', 'sidecue_agent', 'sidecue_lead', 'sidecue_app')
              and has_function_privilege(rolname, pg_proc.oid, 'execute')
          )
        )
      `
      expect(definers).toEqual([])
    })
  })
}
