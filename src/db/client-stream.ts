import { LateStream } from './embedded/late-stream.ts'
import { TransactionWatch } from './transaction-watch.ts'

/** A connection for postgres.js: what it expects of a socket, and a break that it can bear. */
export class ClientStream extends LateStream {
  readonly #watch = new TransactionWatch()
  #isLost = false

  get readyState(): 'open' | 'closed' {
    return this.destroyed ? 'closed' : 'open'
  }

  setKeepAlive(): this {
    return this
  }

  /**
   * Does nothing. postgres.js pauses while a COPY is read slowly, and never resumes when the rest of
   * the answer was already there: the connection would be dead.
   */
  override pause(): this {
    return this
  }

  override push(bytes: Uint8Array | null): boolean {
    if (bytes && !this.#isLost) this.#watch.received(bytes)
    return super.push(bytes)
  }

  override _write(chunk: Buffer, encoding: string, done: () => void): void {
    if (this.#isLost) {
      this.#say(this.#watch.answer(chunk))
      done()
      return
    }
    this.#watch.sent(chunk)
    super._write(chunk, encoding, done)
  }

  protected override innerEnded(error?: Error): void {
    if (this.#isLost || this.destroyed) return
    if (!this.#watch.isInTransaction) {
      super.innerEnded(error)
      return
    }
    this.#isLost = true
    this.#say(this.#watch.lost())
  }

  #say(answer: Buffer): void {
    if (answer.length > 0) super.push(answer)
    // At once, before anybody who is waiting for a connection takes this one.
    if (!this.#watch.isInTransaction) this.destroy()
  }
}
