import type { MessagePort } from 'node:worker_threads'

/** What the worker is started with. */
export type WorkerData = {
  folder: string | undefined
  seed: Uint8Array<ArrayBuffer> | undefined
  idleMs: number
  statementMs: number
  /** One 64-bit cell: until when the running statement may run, in ms of `Date.now()`; 0 while none runs. */
  deadline: SharedArrayBuffer
}

export type ToWorker =
  | { type: 'session'; port: MessagePort }
  | { type: 'dump' }
  /** Closes the engine in order, with a last checkpoint. */
  | { type: 'stop' }

export type FromWorker =
  | { type: 'ready' }
  | { type: 'dumped'; archive: Uint8Array<ArrayBuffer> }
  | { type: 'failed'; message: string; stack: string | undefined }
  | { type: 'stopped' }

/** Through a session's port: bytes, or null for "no more from this side". */
export type SessionMessage = Uint8Array | null
