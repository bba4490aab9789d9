import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fixClock, openDatabase } from '../../src/db/index.ts'
import { silentLog } from '../../src/log.ts'
import { migratedSeed } from '../support/embedded-engine.ts'

it('a database that starts from the kept archive is a production one: its clock cannot be set', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sidecue-seed-'))
  await migratedSeed()
  const db = await openDatabase({ dataDir, log: silentLog })
  try {
    await expect(fixClock(db, '2026-12-01T10:00:00+08:00')).rejects.toThrow(/cannot be set/)
    const rows = await db.read('app', (sql) => sql`select from app.conversation`)
    expect(rows.length).toBe(0)
  } finally {
    await db.close()
    await rm(dataDir, { recursive: true })
  }
})
