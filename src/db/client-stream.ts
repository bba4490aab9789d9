import { LateStream } from './embedded/late-stream.ts'
import { HeldOpening } from './held-opening.ts'
import { cleanStartup } from './startup-message.ts'
import { TransactionWatch } from './transaction-watch.ts'

/** A connection for postgres.js: what it expects of a socket, and a break that it can bear. */
export class ClientStream extends LateStream {
  readonly #watch = new TransactionWatch()
  readonly #opening = new HeldOpening()
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
    if (!bytes || this.#isLost) return super.push(bytes)
    const heard = this.#opening.heard(bytes)
    if (heard.length === 0) return true
    this.#watch.received(heard)
    return super.push(heard)
  }

  override _write(written: Buffer, encoding: string, done: () => void): void {
    const chunk = this.#isStarted ? written : cleanStartup(written)
    this.#isStarted = true
    if (this.#isLost) {
      this.#say(this.#watch.answer(chunk))
      done()
      return
    }
    // An answer given here must not overtake one that the server still owes.
    const answer = this.#watch.isQuiet ? this.#opening.hold(chunk) : undefined
    this.#watch.sent(chunk)
    if (answer) {
      this.#watch.received(answer)
      this.#say(answer)
      done()
      return
    }
    const held = this.#opening.release()
    super._write(held.length > 0 ? Buffer.concat([...held, chunk]) : chunk, encoding, done)
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
