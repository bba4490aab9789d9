import { AsyncLocalStorage } from 'node:async_hooks'
import { AppError } from '../errors.ts'
import type { Client } from './client.ts'
import { asAppError } from './database-error.ts'
import { createListener } from './listener.ts'
import { rememberOwner } from './owner.ts'
import type { Capabilities, Database, Role, TransactionSql } from './types.ts'

type Parts = {
  client: Client
  capabilities: Capabilities
  /** How long one statement may run, where the server can enforce it. */
  statementMs: number
  maintain: () => Promise<void>
  close: () => Promise<void>
}

const READ = 'isolation level repeatable read read only'
const WRITE = 'isolation level read committed'

/** The `Database` over any client of either engine. */
export function createDatabase(parts: Parts): Database {
  const { client } = parts
  const inTransaction = new AsyncLocalStorage<{ isOpen: boolean }>()
  const listener = createListener(client)

  async function transact<T>(
    mode: string,
    role: Role,
    run: (sql: TransactionSql) => Promise<T>,
  ): Promise<T> {
    if (inTransaction.getStore()?.isOpen) throw nestedError()
    const scope = { isOpen: true }
    const prelude = `set local role sidecue_${role}; set local statement_timeout = ${parts.statementMs}`
    try {
      const result = await client.begin(mode, async (sql) => {
        // Waited for, though it could be sent along with the first statement: a value that cannot be
        // sent, such as an invalid date, would then leave postgres.js waiting for an answer for ever.
        await sql.unsafe(prelude)
        const value = await inTransaction.run(scope, () => run(sql))
        return { value }
      })
      return (result as { value: T }).value
    } catch (error) {
      throw asAppError(error)
    } finally {
      scope.isOpen = false
    }
  }

  const database: Database = {
    read: (role, run) => transact(READ, role, run),
    write: (role, run) => transact(WRITE, role, run),
    listen: listener.listen,
    capabilities: parts.capabilities,
    maintain: parts.maintain,
    close: parts.close,
  }
  rememberOwner(database, client)
  return database
}

function nestedError(): AppError {
  return new AppError('INTERNAL', 'A transaction was opened inside another one.', {
    hint: 'Use the sql that the outer transaction hands in, or start the second one after it.',
  })
}
