import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Database, openDatabase } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { silentLog } from '../../src/log.ts'
import { migratedSeed } from '../support/embedded-engine.ts'

// Starts several processes; generous, since a busy machine makes each of them slow.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

type Child = { process: ChildProcess; lines: string[]; say(order: string): void }

describe('a data folder', () => {
  let dataDir: string
  const open: Database[] = []
  const children: Child[] = []

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sidecue-folder-'))
  })
  afterEach(async () => {
    for (const child of children.splice(0)) child.process.kill('SIGKILL')
    await Promise.all(open.splice(0).map((db) => db.close()))
    await rm(dataDir, { recursive: true, force: true })
  })

  async function openHere(folder = dataDir): Promise<Database> {
    const db = await openDatabase({ dataDir: folder, log: silentLog, seed: await migratedSeed() })
    open.push(db)
    return db
  }

  async function makeTable(db: Database): Promise<void> {
    await ownerOf(db).unsafe(
      'create table entry (id int primary key); grant all on entry to sidecue_app',
    )
  }

  async function ids(db: Database): Promise<number[]> {
    const rows = await db.read(
      'app',
      (sql) => sql<{ id: number }[]>`select id from entry order by id`,
    )
    return rows.map((row) => row.id)
  }

  async function startChild(): Promise<Child> {
    const script = join(import.meta.dirname, 'folder-child.ts')
    const started = spawn(process.execPath, [script, dataDir], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const child: Child = {
      process: started,
      lines: [],
      say: (order) => void started.stdin.write(`${order}\n`),
    }
    createInterface({ input: started.stdout }).on('line', (line) => child.lines.push(line))
    children.push(child)
    await expect.poll(() => child.lines, { timeout: 60_000 }).toContain('open')
    return child
  }

  const written = (child: Child): number[] =>
    child.lines.filter((line) => /^\d+$/.test(line)).map(Number)
  const range = (from: number, count: number): number[] =>
    Array.from({ length: count }, (_, at) => from + at)

  test('keeps what was written when it is closed and opened again', async () => {
    const first = await openHere()
    await makeTable(first)
    await first.write('app', (sql) => sql`insert into entry values (1), (2)`)
    await first.close()
    expect(await ids(await openHere())).toEqual([1, 2])
  })

  test('is shared: a second process writes, reads and notifies through the first', async () => {
    const db = await openHere()
    await makeTable(db)
    const heard: string[] = []
    await db.listen('news', (payload) => heard.push(payload))
    const child = await startChild()
    child.say('write 200 1000')
    for (const id of range(0, 200))
      await db.write('app', (sql) => sql`insert into entry values (${id})`)
    await expect.poll(() => child.lines, { timeout: 60_000 }).toContain('written')
    expect(await ids(db)).toEqual([...range(0, 200), ...range(1000, 200)])
    child.say('notify hello')
    await expect.poll(() => heard, { timeout: 60_000 }).toEqual(['hello'])
    child.say('end')
    await expect.poll(() => child.lines, { timeout: 60_000 }).toContain('closed')
    expect(await ids(db)).toHaveLength(400)
  })

  test('is taken over by a process that had joined when the first is killed, with every commit it had told of', async () => {
    const child = await startChild()
    const db = await openHere()
    await makeTable(db)
    child.say('write 100000 0')
    await expect.poll(() => written(child).length, { timeout: 60_000 }).toBeGreaterThan(50)
    child.process.kill('SIGKILL')
    await expect
      .poll(() => ids(db).catch(() => []), { timeout: 60_000 })
      .toEqual(expect.arrayContaining(written(child)))
    await db.write('app', (sql) => sql`insert into entry values (-1)`)
    expect((await ids(db))[0]).toBe(-1)
  })

  test('opens again after its only process was killed, with every commit it had told of', async () => {
    const first = await openHere()
    await makeTable(first)
    await first.close()
    let from = 0
    for (let round = 0; round < 3; round += 1) {
      const child = await startChild()
      child.say(`write 100000 ${from}`)
      const enough = 20 + round * 60
      await expect.poll(() => written(child).length, { timeout: 60_000 }).toBeGreaterThan(enough)
      child.process.kill('SIGKILL')
      await new Promise((resolve) => child.process.once('close', resolve))
      const db = await openHere()
      const kept = await ids(db)
      expect(kept).toEqual(expect.arrayContaining(written(child)))
      expect(kept).toEqual(range(0, kept.length))
      await ownerOf(db)`reindex table entry`
      from = kept.length
      await db.close()
    }
  })

  test('lets another process carry on when the one with the engine closes', async () => {
    const first = await openHere()
    await makeTable(first)
    const second = await openHere()
    await first.write('app', (sql) => sql`insert into entry values (1)`)
    await second.write('app', (sql) => sql`insert into entry values (2)`)
    await first.close()
    await second.write('app', (sql) => sql`insert into entry values (3)`)
    expect(await ids(second)).toEqual([1, 2, 3])
  })

  test('may have a path longer than the address of a socket', async () => {
    const long = join(dataDir, 'x'.repeat(120), '数据'.repeat(20))
    const first = await openHere(long)
    await makeTable(first)
    const second = await openHere(long)
    await second.write('app', (sql) => sql`insert into entry values (1)`)
    expect(await ids(first)).toEqual([1])
  })

  test('starts anew when its very first start was interrupted', async () => {
    await mkdir(join(dataDir, 'pg', 'base'), { recursive: true })
    await writeFile(join(dataDir, 'pg', 'PG_VERSION'), '18\n')
    const db = await openHere()
    expect(await db.read('app', (sql) => sql`select 1 as one`)).toMatchObject([{ one: 1 }])
  })

  test('of another engine version is refused with what to do, and left as it is', async () => {
    await writeFile(join(dataDir, 'format'), '17\n')
    await mkdir(join(dataDir, 'pg'))
    await writeFile(join(dataDir, 'pg', 'PG_VERSION'), '17\n')
    await expect(openHere()).rejects.toMatchObject({
      code: 'NOT_READY',
      hint: expect.stringContaining('Move the folder away'),
    })
    expect(await readdir(join(dataDir, 'pg'))).toEqual(['PG_VERSION'])
  })
})
