import { chmod, link, mkdir, readdir, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { AppError } from '../../errors.ts'
import { reach } from './reach-socket.ts'
import type { ShortPath } from './short-path.ts'

/**
 * Two engines on one folder corrupt it without a word, so exactly one process may hold it. The proof
 * of holding is a listening socket: the kernel ends it with the process, however that dies, and it is
 * also the door through which other processes join.
 *
 * The sockets are `1.sock`, `2.sock` … in one folder; the highest number counts. A process first
 * listens on a private name and then hard-links that socket to the next number, which only one can
 * do. So whoever is seen has been listening since before it could be seen, and a socket that refuses
 * a connection belongs to nobody. The highest one is never deleted, not even on a clean end:
 * numbers only rise, so a slow process cannot claim one that was used before.
 */
export type Claim = { isOwner: true; server: Server } | { isOwner: false; socket: string }

/**
 * Becomes the owner of the folder, or finds the socket of the one who is. As owner, `onConnection`
 * is called for each process that joins, possibly before this resolves.
 */
export async function claimFolder(
  folder: ShortPath,
  onConnection: (socket: Socket) => void,
): Promise<Claim> {
  let server: Server | undefined
  const privateName = `new-${process.pid}-${crypto.randomUUID().slice(0, 8)}.sock`
  const privatePath = join(folder.short, privateName)
  try {
    await mkdir(folder.real, { recursive: true, mode: 0o700 })
    await chmod(folder.real, 0o700)
    for (;;) {
      const highest = await highestNumber(folder.real)
      if (highest > 0) {
        const socket = join(folder.short, nameOf(highest))
        if (await reach(socket)) {
          server?.close()
          return { isOwner: false, socket }
        }
      }
      server ??= await listen(privatePath, onConnection)
      if (await claimNumber(folder.real, privateName, highest + 1)) {
        await removeOlder(folder.real, highest + 1)
        return { isOwner: true, server }
      }
    }
  } catch (error) {
    server?.close()
    throw error instanceof AppError ? error : unusableError(folder.real, error)
  } finally {
    await rm(join(folder.real, privateName), { force: true }).catch(() => {})
  }
}

function nameOf(number: number): string {
  return `${number}.sock`
}

async function numbers(folder: string): Promise<number[]> {
  const names = await readdir(folder)
  return names.flatMap((name) => {
    const match = /^(\d+)\.sock$/.exec(name)
    return match ? [Number(match[1])] : []
  })
}

async function highestNumber(folder: string): Promise<number> {
  return Math.max(0, ...(await numbers(folder)))
}

/** False when another process was faster. */
async function claimNumber(folder: string, from: string, number: number): Promise<boolean> {
  const target = join(folder, nameOf(number))
  try {
    await link(join(folder, from), target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  // While we were slow, others may have gone beyond this number and cleared it away behind them.
  if ((await highestNumber(folder)) === number) return true
  await rm(target, { force: true })
  return false
}

async function removeOlder(folder: string, below: number): Promise<void> {
  const older = (await numbers(folder)).filter((number) => number < below)
  await Promise.all(older.map((number) => rm(join(folder, nameOf(number)), { force: true })))
}

function listen(path: string, onConnection: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(onConnection)
    server.once('error', reject)
    server.listen(path, () => resolve(server))
  })
}

function unusableError(folder: string, cause: unknown): AppError {
  return new AppError(
    'DATA_LOCKED',
    `The data folder cannot be locked at ${folder}: ${(cause as Error).message}.`,
    { hint: 'Give another one, on a local disk, with --data or SIDECUE_DATA.', cause },
  )
}
