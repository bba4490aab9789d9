import { FromClient, FromServer, message } from './embedded/messages.ts'

/** A connection that has said something this lately is taken to be there. */
const ALIVE_MS = 1_000

/** What opens a transaction here: `begin …`, then what sets its role and limits. */
const BEGIN = /^\s*begin\b[a-z ]*$/i
const SETTINGS = /^\s*(?:set local [^;']+;?\s*)+$/i

/**
 * Saves two round trips a transaction. postgres.js waits for the answer to `begin`, and `createDatabase` for that to the
 * settings, before anything is asked. Both are answered here and sent together with the first statement; the server's
 * own answers to them are swallowed. Should one of them fail, its error takes the place of the statement's own, which
 * says only that the transaction has failed.
 *
 * Nothing is held on a connection that has not spoken lately, so that one which broke unnoticed is found by its `begin`,
 * before anything was asked of it.
 */
export class HeldOpening {
  readonly #now: () => number
  #held: Buffer[] = []
  /** Answers of the server still to swallow, each up to its ReadyForQuery. */
  #toSwallow = 0
  /** What went wrong with something held, until the client is told. */
  #fault: Uint8Array | undefined
  #heardAt = Number.NEGATIVE_INFINITY
  /** The beginning of a message whose rest is still to come; only while answers are swallowed. */
  #cut = Buffer.alloc(0)

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** What the server would answer to these bytes, where they are held back; undefined where they have to be sent. */
  hold(bytes: Buffer): Buffer | undefined {
    const text = simpleQueryOf(bytes)
    if (text === undefined) return undefined
    if (this.#held.length === 0) {
      if (this.#now() - this.#heardAt > ALIVE_MS || !BEGIN.test(text)) return undefined
      this.#held.push(bytes)
      return Buffer.concat([completed('BEGIN'), READY_INSIDE])
    }
    if (this.#held.length > 1 || !SETTINGS.test(text)) return undefined
    this.#held.push(bytes)
    const settings = text.split(';').filter((one) => one.trim() !== '')
    return Buffer.concat([...settings.map(() => completed('SET')), READY_INSIDE])
  }

  /** What has to be sent before the next bytes: all that was held back. */
  release(): Buffer[] {
    const held = this.#held
    this.#toSwallow += held.length
    this.#held = []
    return held
  }

  /** What the client gets of the server's bytes, however they are cut. */
  heard(bytes: Uint8Array): Uint8Array {
    this.#heardAt = this.#now()
    if (!this.#isReading) return bytes
    const all = Buffer.concat([this.#cut, bytes])
    const kept: Uint8Array[] = []
    let at = 0
    while (this.#isReading && at + 5 <= all.length) {
      const end = at + 1 + all.readUInt32BE(at + 1)
      if (end > all.length) break
      kept.push(this.#filter(all.subarray(at, end)))
      at = end
    }
    const rest = all.subarray(at)
    this.#cut = this.#isReading ? rest : Buffer.alloc(0)
    if (!this.#isReading) kept.push(rest)
    return Buffer.concat(kept)
  }

  get #isReading(): boolean {
    return this.#toSwallow > 0 || this.#fault !== undefined
  }

  #filter(answer: Uint8Array): Uint8Array {
    const type = answer[0]
    if (this.#toSwallow === 0) {
      if (type === FromServer.ready && answer[5] === OUTSIDE) this.#fault = undefined
      if (type !== FromServer.error) return answer
      const fault = this.#fault ?? answer
      this.#fault = undefined
      return fault
    }
    if (type === FromServer.ready) this.#toSwallow -= 1
    else if (type === FromServer.error) this.#fault ??= answer
    else if (type !== FromServer.complete) return answer
    return NOTHING
  }
}

const NOTHING = new Uint8Array()

/** What ReadyForQuery says when no transaction is open. */
const OUTSIDE = 'I'.charCodeAt(0)

/** The text where the bytes are one simple query and nothing else. */
function simpleQueryOf(bytes: Buffer): string | undefined {
  if (bytes[0] !== FromClient.query || bytes.length < 6) return undefined
  if (bytes.readUInt32BE(1) !== bytes.length - 1) return undefined
  return bytes.toString('latin1', 5, bytes.length - 1)
}

function completed(tag: string): Buffer {
  return message('C', Buffer.from(`${tag}\0`))
}

/** ReadyForQuery, inside a transaction. */
const READY_INSIDE = message('Z', Buffer.from('T'))
