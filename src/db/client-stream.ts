import { LateStream } from './embedded/late-stream.ts'
import { cleanStartup } from './startup-message.ts'
import { TransactionWatch } from './transaction-watch.ts'

/** A connection for postgres.js: what it expects of a socket, and a break that it can bear. */
export class ClientStream extends LateStream {
  readonly #watch = new TransactionWatch()
  #isLost = false
  #isStarted = false

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

  override _write(written: Buffer, encoding: string, done: () => void): void {
    const chunk = this.#isStarted ? written : cleanStartup(written)
    this.#isStarted = true
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

  /** Answers in a later turn: an answer inside its own `write` makes postgres.js lose what it sends next. */
  #say(answer: Buffer): void {
    const isOver = !this.#watch.isInTransaction
    process.nextTick(() => {
      if (this.destroyed) return
      if (answer.length > 0) super.push(answer)
      // At once, before anybody who is waiting for a connection takes this one.
      if (isOver) this.destroy()
    })
  }
}
