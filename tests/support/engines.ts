import type { Database, OpenOptions } from '../../src/db/index.ts'
import { openEmbedded } from './embedded-engine.ts'
import { openOnServer, serverUrl } from './server-engine.ts'

type TestOptions = Partial<Pick<OpenOptions, 'statementMs' | 'idleMs' | 'log'>>

export type Engine = {
  name: string
  /** A migrated, empty database of its own. Close it when done; what was made for it goes with it. */
  open(options?: TestOptions): Promise<Database>
}

const embedded: Engine = { name: 'embedded', open: openEmbedded }
const server: Engine = { name: 'server', open: openOnServer }

/**
 * Both engines, for `describe.each(engines)` or a loop. Without a server only the embedded one, which is
 * said once; in CI a missing server is a failure.
 */
export const engines: readonly Engine[] = hasServer() ? [embedded, server] : [embedded]

function hasServer(): boolean {
  if (serverUrl !== undefined) return true
  if (process.env.CI === 'true') {
    throw new Error('SIDECUE_TEST_DATABASE_URL is not set: in CI every test runs on a server too.')
  }
  return false
}
