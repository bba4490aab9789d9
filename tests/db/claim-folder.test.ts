import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { connect, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Claim, claimFolder } from '../../src/db/embedded/claim-folder.ts'
import { type ShortPath, shortenPath } from '../../src/db/embedded/short-path.ts'

describe('claiming a folder', () => {
  let folder: ShortPath
  const servers: Server[] = []

  beforeEach(async () => {
    folder = await shortenPath(join(await mkdtemp(join(tmpdir(), 'sidecue-claim-')), 'lock'))
  })
  afterEach(async () => {
    for (const server of servers.splice(0)) server.close()
    await rm(join(folder.real, '..'), { recursive: true, force: true })
    await folder.release()
  })

  async function claim(): Promise<Claim> {
    const made = await claimFolder(folder, (socket) => {
      // Whoever only looks whether somebody is there hangs up at once.
      socket.on('error', () => {}).end('hello')
    })
    if (made.isOwner) servers.push(made.server)
    return made
  }

  const closed = (server: Server): Promise<void> =>
    new Promise((resolve) => server.close(() => resolve()))

  test('of many at once exactly one gets it, round after round', async () => {
    for (let round = 0; round < 25; round += 1) {
      const claims = await Promise.all(Array.from({ length: 8 }, claim))
      const owners = claims.filter((made) => made.isOwner)
      expect(owners).toHaveLength(1)
      await closed((owners[0] as { server: Server }).server)
    }
  })

  test('the others are told where to knock', async () => {
    await claim()
    const joined = await claim()
    if (joined.isOwner) throw new Error('two owners')
    const socket = connect(joined.socket)
    const heard = await new Promise<string>((resolve) => {
      socket.once('data', (bytes) => resolve(bytes.toString()))
    })
    expect(heard).toBe('hello')
    socket.destroy()
  })

  test('what others have left behind, socket or not, does not stand in the way', async () => {
    const first = await claim()
    if (first.isOwner) await closed(first.server)
    await writeFile(join(folder.real, '41.sock'), 'no socket')
    await writeFile(join(folder.real, 'notes.txt'), 'not ours')
    expect((await claim()).isOwner).toBe(true)
    expect((await readdir(folder.real)).sort()).toEqual(['42.sock', 'notes.txt'])
  })

  test('nobody but its user may enter', async () => {
    await claim()
    expect((await stat(folder.real)).mode & 0o777).toBe(0o700)
  })
})
