import { fsyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import type { Backend } from './bridge.ts'

export type EngineOptions = {
  /** Folder of the database; without it everything is in memory. */
  folder: string | undefined
  /** An archive made by `dump`, to start a new database from. */
  seed: Uint8Array<ArrayBuffer> | undefined
}

export type Engine = Backend & {
  /** The whole database as a tar archive. */
  dump(): Promise<Uint8Array>
  close(): Promise<void>
}

/**
 * PGlite's own start parameters without `-F`, which turns fsync off, and with the only sync method
 * that its file system can serve.
 */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
  ...['-c', 'shared_buffers=64MB'],
  ...['-c', 'max_wal_size=256MB'],
]

/** Starts PostgreSQL in this thread; it blocks the thread while a statement runs. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const db = await PGlite.create({
    ...(options.folder === undefined ? {} : { dataDir: options.folder }),
    ...(options.seed === undefined ? {} : { loadDataDir: new Blob([options.seed]) }),
    startParams: START_PARAMETERS,
    extensions: { vector, durable },
  })
  return {
    run: (bytes) => db.execProtocolRawSync(bytes),
    isInTransaction: () => db.isInTransaction(),
    dump: async () => new Uint8Array(await (await db.dumpDataDir('none')).arrayBuffer()),
    close: () => db.close(),
  }
}

type FileSystemModule = {
  FS: { filesystems: { NODEFS?: { stream_ops: { fsync?: (stream: { nfd: number }) => number } } } }
}

type PreRun = { preRun?: ((module: FileSystemModule) => void)[] }

/** Gives PGlite's file system the fsync it lacks, before PostgreSQL opens its first file. */
const durable = {
  name: 'durable',
  setup: async (_db: unknown, emscriptenOpts: PreRun) => ({
    emscriptenOpts: {
      ...emscriptenOpts,
      preRun: [...(emscriptenOpts.preRun ?? []), connectFsync],
    },
  }),
}

function connectFsync(module: FileSystemModule): void {
  const nodeFs = module.FS.filesystems.NODEFS
  if (!nodeFs) throw new Error('this PGlite has no NODEFS, so commits could not be made durable')
  nodeFs.stream_ops.fsync = (stream) => {
    fsyncSync(stream.nfd)
    return 0
  }
}
