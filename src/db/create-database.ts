import { AsyncLocalStorage } from 'node:async_hooks'
import { AppError } from '../errors.ts'
import type { Client } from './client.ts'
import { asAppError, isBreak } from './database-error.ts'
import { createListener } from './listener.ts'
import { rememberOwner } from './owner.ts'
import type { Capabilities, Database, Role, TransactionSql } from './types.ts'

type Parts = {
  client: Client
  capabilities: Capabilities
  /** How long one statement may run, where the server can enforce it; 0 elsewhere. */
  statementMs: number
  /** How long a transaction may wait for its own next statement, likewise. */
  idleMs: number
  maintain: () => Promise<void>
  close: () => Promise<void>
}

type Scope = { isOpen: boolean; hasBegun: boolean }

/** After a restart of the server every connection in the pool may be broken, and is found so one by one. */
const MOST_BREAKS = 20

const READ = 'isolation level repeatable read read only'
const WRITE = 'isolation level read committed'

/** The `Database` over any client of either engine. */
export function createDatabase(parts: Parts): Database {
  const { client } = parts
  const inTransaction = new AsyncLocalStorage<Scope>()
  const listener = createListener(client)

  async function transact<T>(
    mode: string,
    role: Role,
    run: (sql: TransactionSql) => Promise<T>,
  ): Promise<T> {
    if (inTransaction.getStore()?.isOpen) throw nestedError()
    for (let breaksLeft = MOST_BREAKS; ; breaksLeft -= 1) {
      const scope = { isOpen: true, hasBegun: false }
      try {
        return await inScope(scope, mode, role, run)
      } catch (error) {
        // Nothing of it has run: an old connection broke unnoticed, and the next one is new.
        if (!scope.hasBegun && breaksLeft > 0 && isBreak(error)) continue
        throw asAppError(error)
      } finally {
        scope.isOpen = false
      }
    }
  }

  async function inScope<T>(
    scope: Scope,
    mode: string,
    role: Role,
    run: (sql: TransactionSql) => Promise<T>,
  ): Promise<T> {
    const prelude = `
      set local role sidecue_${role};
      set local statement_timeout = ${parts.statementMs};
      set local idle_in_transaction_session_timeout = ${parts.idleMs}
    `
    const result = await client.begin(mode, async (sql) => {
      // Waited for, though it could be sent along with the first statement: a value that cannot be
      // sent, such as an invalid date, would then leave postgres.js waiting for an answer for ever.
      // It costs no round trip: see `HeldOpening`.
      await sql.unsafe(prelude)
      scope.hasBegun = true
      return { value: await inTransaction.run(scope, () => run(sql)) }
    })
    return (result as { value: T }).value
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
