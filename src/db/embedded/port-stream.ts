import { Duplex } from 'node:stream'
import type { MessagePort } from 'node:worker_threads'
import type { SessionMessage } from './worker-messages.ts'

/** One client connection to the worker, in the shape of a socket. */
export class PortStream extends Duplex {
  readonly #port: MessagePort

  constructor(port: MessagePort) {
    super()
    this.#port = port
    port.on('message', (bytes: SessionMessage) => this.push(bytes === null ? null : bytes))
    port.on('close', () => this.destroy())
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    // Copied: small buffers share one pool, which would be cloned as a whole.
    this.#post(Uint8Array.from(chunk))
    done()
  }

  override _final(done: () => void): void {
    this.#post(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#post(null)
    this.#port.close()
    done(error)
  }

  #post(message: SessionMessage): void {
    this.#port.postMessage(message)
  }
}
