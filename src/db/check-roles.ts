import { AppError } from '../errors.ts'
import type { Client } from './client.ts'
import { sqlState } from './database-error.ts'
import { ROLES, type Role } from './types.ts'
import { STORES } from './visibility.ts'

/** A role as it stands inside a transaction that has taken it on. */
export type ActingRole = {
  /** `current_user`. */
  name: string
  isSuperuser: boolean
  bypassesRows: boolean
  /** Other roles whose rights it has. */
  inherits: string[]
}

/**
 * Proves that this connection can take on each role and that none of them is more than it should be, and that
 * every table of a store has its row policies forced. Throws `NOT_READY`: a server that cannot keep text apart
 * does not start.
 */
export async function checkRoles(client: Client): Promise<void> {
  for (const role of ROLES) {
    const fault = faultOf(role, await actAs(client, role))
    if (fault !== null) throw weakRole(role, fault)
  }
  const [open] = await client<{ table: string }[]>`
    select format('%I.%I', nspname, relname) as table
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'p') and nspname = any(${[...STORES]})
      and not (relrowsecurity and relforcerowsecurity)
    order by 1
    limit 1
  `
  if (open) throw openTable(open.table)
}

/** What makes a role too strong to serve with, in words; null when it is as it should be. */
export function faultOf(role: Role, acting: ActingRole): string | null {
  if (acting.name !== `sidecue_${role}`) return `acts as '${acting.name}'`
  if (acting.isSuperuser) return 'is a superuser'
  if (acting.bypassesRows) return 'bypasses row security'
  return acting.inherits.length > 0 ? `has the rights of '${acting.inherits.join("', '")}'` : null
}

async function actAs(client: Client, role: Role): Promise<ActingRole> {
  try {
    const rows = await client.begin('read only', async (sql) => {
      await sql.unsafe(`set local role sidecue_${role}`)
      return sql<ActingRole[]>`
        select rolname as name, rolsuper as "isSuperuser", rolbypassrls as "bypassesRows",
          array(
            select other.rolname::text from pg_roles other
            where other.oid <> acting.oid and pg_has_role(acting.oid, other.oid, 'usage')
            order by 1
          ) as inherits
        from pg_roles acting
        where rolname = current_user
      `
    })
    return rows[0]!
  } catch (error) {
    // 22023: there is no such role; 42501: it may not be taken on.
    const state = sqlState(error)
    if (state === '22023' || state === '42704') throw missingRole(role, error)
    if (state === '42501') throw forbiddenRole(role, error)
    throw error
  }
}

function missingRole(role: Role, cause: unknown): AppError {
  return new AppError('NOT_READY', `The database has no role 'sidecue_${role}'.`, {
    hint: `Sidecue does not start without it. As a superuser: create role sidecue_${role} nologin; then restore its rights from a backup, or begin with an empty database.`,
    cause,
  })
}

function forbiddenRole(role: Role, cause: unknown): AppError {
  return new AppError('NOT_READY', `The database user may not act as 'sidecue_${role}'.`, {
    hint: `As a superuser: grant sidecue_${role} to <user of DATABASE_URL> with set true, inherit false.`,
    cause,
  })
}

function weakRole(role: Role, fault: string): AppError {
  return new AppError('NOT_READY', `The database role 'sidecue_${role}' ${fault}.`, {
    hint: `Text is kept apart by roles, so Sidecue does not start. As a superuser: alter role sidecue_${role} nosuperuser nobypassrls, and revoke what was granted to it.`,
  })
}

function openTable(table: string): AppError {
  return new AppError('NOT_READY', `Row security is not forced on ${table}.`, {
    hint: `As its owner: alter table ${table} enable row level security, force row level security.`,
  })
}
