import { errorResponse, message } from './embedded/messages.ts'

/** Transaction status as ReadyForQuery tells it: none, open, or open and failed. */
type Status = 'I' | 'T' | 'E'

/** Whether a request ends the transaction. */
type Effect = 'commit' | 'rollback' | 'other'

const TYPE = { query: 0x51, parse: 0x50, bind: 0x42, sync: 0x53, ready: 0x5a }

/**
 * Follows what one client and its server say to each other, and can stand in for the server after it
 * is gone, until the client has ended its transaction.
 *
 * It is needed because postgres.js sends a rollback for a transaction whose connection has broken,
 * which throws where nobody can catch it, and hands later statements of that transaction to whatever
 * the connection is used for next. So it only learns of the break when no transaction is open.
 */
export class TransactionWatch {
  #status: Status = 'I'
  /** What each query and sync does that ReadyForQuery has not answered yet; the startup counts as one. */
  readonly #unanswered: Effect[] = ['other']
  #isStarted = false
  /** Whether messages were sent that no sync has closed yet. */
  #isGroupOpen = false
  #hasFailed = false
  #effect: Effect = 'other'
  /** Names of prepared statements that end a transaction. */
  readonly #endings = new Map<string, Effect>()
  readonly #head = Buffer.alloc(6)
  #headLength = 0
  #bodyLeft = 0

  get isInTransaction(): boolean {
    return this.#status !== 'I'
  }

  /** Whether everything that was asked has been answered. */
  get isQuiet(): boolean {
    return this.#isStarted && this.#unanswered.length === 0 && !this.#isGroupOpen
  }

  /** Follows what the client sends: whole messages. */
  sent(bytes: Buffer): void {
    for (const part of this.#messages(bytes)) {
      this.#follow(part)
      if (part[0] === TYPE.query || part[0] === TYPE.sync) {
        this.#unanswered.push(this.#takeEffect())
        this.#isGroupOpen = false
      } else {
        this.#isGroupOpen = true
      }
    }
  }

  /** Follows what the server answers, however it is cut. */
  received(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#bodyLeft > 0) {
        const step = Math.min(this.#bodyLeft, bytes.length - at)
        this.#bodyLeft -= step
        at += step
        continue
      }
      this.#head[this.#headLength] = bytes[at]!
      this.#headLength += 1
      at += 1
      this.#readHead()
    }
  }

  #readHead(): void {
    const isReady = this.#head[0] === TYPE.ready
    if (this.#headLength < (isReady ? 6 : 5)) return
    this.#headLength = 0
    if (isReady) {
      this.#status = String.fromCharCode(this.#head[5]!) as Status
      this.#unanswered.shift()
    } else {
      this.#bodyLeft = this.#head.readUInt32BE(1) - 4
    }
  }

  /** The server is gone in the middle of a transaction: what it would have said to all that waits. */
  lost(): Buffer {
    this.#status = 'E'
    const answers = this.#unanswered.splice(0).map((effect) => this.#answerTo(effect))
    if (this.#isGroupOpen) {
      this.#hasFailed = true
      answers.push(failure())
    }
    return Buffer.concat(answers)
  }

  /** The answer in place of the server, after `lost`. */
  answer(bytes: Buffer): Buffer {
    const answers: Buffer[] = []
    for (const part of this.#messages(bytes)) {
      this.#follow(part)
      if (part[0] !== TYPE.query && part[0] !== TYPE.sync) continue
      const effect = this.#takeEffect()
      answers.push(this.#hasFailed ? ready(this.#status) : this.#answerTo(effect))
      this.#hasFailed = false
    }
    return Buffer.concat(answers)
  }

  #takeEffect(): Effect {
    const effect = this.#effect
    this.#effect = 'other'
    return effect
  }

  #answerTo(effect: Effect): Buffer {
    if (effect !== 'other') this.#status = 'I'
    const first = effect === 'rollback' ? message('C', Buffer.from('ROLLBACK\0')) : failure()
    return Buffer.concat([first, ready(this.#status)])
  }

  *#messages(bytes: Buffer): Generator<Buffer> {
    let at = 0
    if (!this.#isStarted) {
      this.#isStarted = true
      at = bytes.readUInt32BE(0)
    }
    while (at < bytes.length) {
      const end = at + 1 + bytes.readUInt32BE(at + 1)
      yield bytes.subarray(at, end)
      at = end
    }
  }

  /** Notes whether what runs next ends the transaction. */
  #follow(part: Buffer): void {
    if (part[0] === TYPE.query) {
      this.#effect = effectOf(part.toString('latin1', 5, part.length - 1))
    } else if (part[0] === TYPE.parse) {
      const nameEnd = part.indexOf(0, 5)
      const effect = effectOf(part.toString('latin1', nameEnd + 1, part.indexOf(0, nameEnd + 1)))
      if (effect !== 'other') this.#endings.set(part.toString('latin1', 5, nameEnd), effect)
    } else if (part[0] === TYPE.bind) {
      const nameStart = part.indexOf(0, 5) + 1
      const name = part.toString('latin1', nameStart, part.indexOf(0, nameStart))
      this.#effect = this.#endings.get(name) ?? 'other'
    }
  }
}

function effectOf(text: string): Effect {
  const match = /^\s*(commit|rollback)\s*$/i.exec(text)
  return match ? (match[1]!.toLowerCase() as Effect) : 'other'
}

function failure(): Buffer {
  return errorResponse('FATAL', '57P01', 'the connection to the database was lost')
}

function ready(status: Status): Buffer {
  return message('Z', Buffer.from(status))
}
