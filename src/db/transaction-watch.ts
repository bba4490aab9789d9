import { errorResponse, message } from './embedded/messages.ts'

/** Transaction status as ReadyForQuery tells it: none, open, or open and failed. */
type Status = 'I' | 'T' | 'E'

type Ending = 'commit' | 'rollback'

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
  /** Queries and syncs that have not been answered by ReadyForQuery; the startup counts as one. */
  #unanswered = 1
  #isStarted = false
  /** Whether messages were sent that no sync has closed yet. */
  #isGroupOpen = false
  #hasFailed = false
  #ending: Ending | undefined
  /** Names of prepared statements that end a transaction. */
  readonly #endings = new Map<string, Ending>()
  readonly #head = Buffer.alloc(6)
  #headLength = 0
  #bodyLeft = 0

  get isInTransaction(): boolean {
    return this.#status !== 'I'
  }

  /** Follows what the client sends: whole messages. */
  sent(bytes: Buffer): void {
    for (const part of this.#messages(bytes)) {
      this.#follow(part)
      if (part[0] === TYPE.query || part[0] === TYPE.sync) {
        this.#unanswered += 1
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
      this.#unanswered -= 1
    } else {
      this.#bodyLeft = this.#head.readUInt32BE(1) - 4
    }
  }

  /** The server is gone in the middle of a transaction: what it would have said to all that waits. */
  lost(): Buffer {
    this.#status = 'E'
    const answers: Buffer[] = []
    for (; this.#unanswered > 0; this.#unanswered -= 1) answers.push(failure(), ready('E'))
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
      if (part[0] === TYPE.query || part[0] === TYPE.sync) answers.push(this.#answerGroup())
    }
    return Buffer.concat(answers)
  }

  #answerGroup(): Buffer {
    const ending = this.#ending
    this.#ending = undefined
    const hadFailed = this.#hasFailed
    this.#hasFailed = false
    if (hadFailed) return ready(this.#status)
    if (ending) this.#status = 'I'
    const first = ending === 'rollback' ? message('C', Buffer.from('ROLLBACK\0')) : failure()
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
      this.#ending = endingIn(part.toString('latin1', 5, part.length - 1))
    } else if (part[0] === TYPE.parse) {
      const nameEnd = part.indexOf(0, 5)
      const ending = endingIn(part.toString('latin1', nameEnd + 1, part.indexOf(0, nameEnd + 1)))
      if (ending) this.#endings.set(part.toString('latin1', 5, nameEnd), ending)
    } else if (part[0] === TYPE.bind) {
      const nameStart = part.indexOf(0, 5) + 1
      const name = part.toString('latin1', nameStart, part.indexOf(0, nameStart))
      this.#ending = this.#endings.get(name)
    }
  }
}

function endingIn(text: string): Ending | undefined {
  const match = /^\s*(commit|rollback)\s*$/i.exec(text)
  return match ? (match[1]!.toLowerCase() as Ending) : undefined
}

function failure(): Buffer {
  return errorResponse('FATAL', '57P01', 'the connection to the database was lost')
}

function ready(status: Status): Buffer {
  return message('Z', Buffer.from(status))
}
