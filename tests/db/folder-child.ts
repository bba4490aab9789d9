/**
 * A second process on a data folder. Opens it, says so, then obeys: `write N FROM` commits N rows one
 * by one and prints each number once it is committed; `notify TEXT`; `end` closes in order.
 */
import { createInterface } from 'node:readline'
import { openDatabase } from '../../src/db/index.ts'
import { silentLog } from '../../src/log.ts'
import { migratedSeed } from '../support/embedded-engine.ts'

const seed = await migratedSeed()
const db = await openDatabase({ dataDir: process.argv[2], log: silentLog, seed })
console.log('open')

for await (const line of createInterface({ input: process.stdin })) {
  const [order, first = '', second = ''] = line.split(' ')
  if (order === 'write') await write(Number(first), Number(second))
  if (order === 'notify') await db.write('app', (sql) => sql`select pg_notify('news', ${first})`)
  if (order === 'end') break
}
await db.close()
console.log('closed')
process.exit()

async function write(count: number, from: number): Promise<void> {
  for (let id = from; id < from + count; id += 1) {
    await db.write('app', async (sql) => {
      await sql`insert into entry values (${id})`
      await sql`update entry set id = id where id = ${id}`
    })
    console.log(id)
  }
  console.log('written')
}
