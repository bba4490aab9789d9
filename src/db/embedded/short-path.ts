import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** A folder under its own name and under one that is short enough for a socket's address. */
export type ShortPath = { real: string; short: string; release(): Promise<void> }

/** A unix socket's address holds 104 bytes on macOS and 108 on Linux, with the closing zero; a name in it needs some 30. */
const LONGEST = 104 - 1 - 40

/** Gives a long folder a short name, by a link in the system's temporary folder. */
export async function shortenPath(folder: string): Promise<ShortPath> {
  const real = resolve(folder)
  if (Buffer.byteLength(real) <= LONGEST) return { real, short: real, release: async () => {} }
  const temporary = await mkdtemp(join(tmpdir(), 'sidecue-'))
  const short = join(temporary, 'd')
  await symlink(real, short, 'dir')
  return { real, short, release: () => rm(temporary, { recursive: true, force: true }) }
}
