import type postgres from 'postgres'

/** Who a transaction acts as. Each name is the database role `sidecue_<name>`; none of them may log in. */
export type Role = 'customer' | 'agent' | 'lead' | 'index' | 'app'

export const ROLES: readonly Role[] = ['customer', 'agent', 'lead', 'index', 'app']

/** The SQL tag inside one transaction. Values only as `${}`; `undefined` is an error, pass `null`. */
export type TransactionSql = postgres.TransactionSql

/** What differs between the engines and may not be hidden. */
export type Capabilities = {
  /** The engine runs inside a Sidecue process: one backend, so transactions run one after the other. */
  embedded: boolean
  /** A running statement can be cancelled by its client. */
  canCancel: boolean
  /** Session advisory locks exclude other sessions. */
  sessionLocks: boolean
}

/**
 * The one door to stored data, the same on a server and embedded.
 * Inside `read` and `write` use only the `sql` that is handed in and await nothing but the database:
 * on the embedded engine everybody else waits meanwhile. Calling `read` or `write` of the same
 * database inside one of them throws, because it would wait for itself.
 */
export type Database = {
  /** One repeatable-read, read-only transaction: all its statements see the same rows. */
  read<T>(role: Role, run: (sql: TransactionSql) => Promise<T>): Promise<T>
  /** One read-committed transaction; commits when `run` resolves, rolls back when it throws. */
  write<T>(role: Role, run: (sql: TransactionSql) => Promise<T>): Promise<T>
  /**
   * Calls `onNotify` for every NOTIFY on the channel. What is sent while the connection is away is
   * lost: `onListen` runs at the start and after each reconnect, to catch up from a table.
   */
  listen(
    channel: string,
    onNotify: (payload: string) => void,
    onListen?: () => void,
  ): Promise<() => Promise<void>>
  capabilities: Capabilities
  /** Checkpoint and vacuum analyze, to be called after a batch: the embedded engine does neither by itself. */
  maintain(): Promise<void>
  /** Waits for running transactions, then lets the engine, the folder and the connections go. */
  close(): Promise<void>
}
