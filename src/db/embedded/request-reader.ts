import { FromClient, simpleQuery } from './messages.ts'

/** What one client asks of the backend in one go. */
export type Request =
  /** Bytes for the backend. `ends` says that the backend answers them with ReadyForQuery. */
  | { kind: 'run'; bytes: Buffer; ends: boolean }
  /** COPY … FROM STDIN: the statement, to be followed by `copy-data` and `copy-end`. */
  | { kind: 'copy-start'; bytes: Buffer }
  | { kind: 'copy-data'; bytes: Buffer }
  | { kind: 'copy-end'; bytes: Buffer }
  | { kind: 'startup'; bytes: Buffer }
  | { kind: 'refuse-ssl' }
  | { kind: 'terminate' }

const SSL_REQUEST = 80_877_103
const GSS_REQUEST = 80_877_104
const CANCEL_REQUEST = 80_877_102

const COPY_IN = /^\s*copy\b[\s\S]*\bfrom\s+stdin\b/i
/** The same in any other place, where the engine would wait for data that cannot come, and end. */
const COPY_IN_ELSEWHERE = /;\s*copy\b[^;]*\bfrom\s+stdin\b/i
const INSTEAD_OF_COPY = 'copy_from_stdin_must_be_a_simple_query_of_its_own'

const LISTEN = /^\s*listen\b/i
const UNLISTEN = /^\s*unlisten\b/i

/** Every session shares one backend, so a real UNLISTEN would make the others deaf. */
const INSTEAD_OF_UNLISTEN = 'listen sidecue_nothing'

/**
 * Cuts the byte stream of one client into requests. Messages up to the next query, sync or flush
 * belong together, since the backend answers them only then.
 */
export class RequestReader {
  /** Names of the prepared statements this client has made. */
  readonly statements = new Set<string>()
  /** Whether this client has ever sent LISTEN. */
  isListening = false

  #chunks: Buffer[] = []
  #held = 0
  /** How many bytes must be held before reading on makes sense. */
  #needed = 8
  #isStarted = false
  #isCopying = false
  #parts: Buffer[] = []

  /** Takes the next bytes, gives the requests that are now complete. */
  push(chunk: Uint8Array): Request[] {
    this.#chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    this.#held += chunk.byteLength
    if (this.#held < this.#needed) return []
    let rest = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks)
    const requests: Request[] = []
    for (;;) {
      const head = this.#isStarted ? 5 : 8
      const length = rest.length < head ? head : this.#lengthOf(rest)
      this.#needed = length
      if (rest.length < length) break
      const request = this.#take(rest.subarray(0, length))
      if (request) requests.push(request)
      rest = rest.subarray(length)
    }
    this.#chunks = rest.length > 0 ? [rest] : []
    this.#held = rest.length
    return requests
  }

  #lengthOf(bytes: Buffer): number {
    return this.#isStarted ? 1 + bytes.readUInt32BE(1) : bytes.readUInt32BE(0)
  }

  #take(bytes: Buffer): Request | undefined {
    return this.#isStarted ? this.#takeMessage(bytes) : this.#takeStart(bytes)
  }

  #takeStart(bytes: Buffer): Request {
    const code = bytes.readUInt32BE(4)
    if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: 'refuse-ssl' }
    // The one backend runs on this very thread: by the time a cancel is read, there is nothing to cancel.
    if (code === CANCEL_REQUEST) return { kind: 'terminate' }
    this.#isStarted = true
    return { kind: 'startup', bytes }
  }

  #takeMessage(bytes: Buffer): Request | undefined {
    const type = bytes[0]
    switch (type) {
      case FromClient.copyData:
        return this.#isCopying ? { kind: 'copy-data', bytes } : undefined
      case FromClient.copyDone:
      case FromClient.copyFail: {
        // The server ignores these outside a COPY, where a client that failed may still send them.
        if (!this.#isCopying) return undefined
        this.#isCopying = false
        return { kind: 'copy-end', bytes }
      }
      case FromClient.terminate:
        return { kind: 'terminate' }
      case FromClient.query:
        return this.#takeQuery(bytes)
      case FromClient.parse:
        this.#parts.push(this.#readParse(bytes))
        return undefined
      case FromClient.sync:
        return this.#flush(bytes, true)
      case FromClient.flush:
        return this.#flush(bytes, false)
      default:
        this.#parts.push(bytes)
        return undefined
    }
  }

  #flush(last: Buffer, ends: boolean): Request {
    const bytes = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last])
    this.#parts = []
    return { kind: 'run', bytes, ends }
  }

  #takeQuery(bytes: Buffer): Request {
    const text = bytes.toString('utf8', 5, bytes.length - 1)
    if (COPY_IN.test(text)) {
      this.#isCopying = true
      return { kind: 'copy-start', bytes }
    }
    if (LISTEN.test(text)) this.isListening = true
    const instead = insteadOf(text, COPY_IN_ELSEWHERE)
    return this.#flush(instead === undefined ? bytes : simpleQuery(instead), true)
  }

  #readParse(bytes: Buffer): Buffer {
    const nameEnd = bytes.indexOf(0, 5)
    if (nameEnd > 5) this.statements.add(bytes.toString('latin1', 5, nameEnd))
    const textEnd = bytes.indexOf(0, nameEnd + 1)
    const text = bytes.toString('utf8', nameEnd + 1, textEnd)
    if (LISTEN.test(text)) this.isListening = true
    const instead = insteadOf(text, COPY_IN)
    if (instead === undefined) return bytes
    const parts = [bytes.subarray(0, nameEnd + 1), Buffer.from(instead), bytes.subarray(textEnd)]
    const replaced = Buffer.concat(parts)
    replaced.writeInt32BE(replaced.length - 1, 1)
    return replaced
  }
}

/** What to run in place of a statement that the shared engine cannot be given. */
function insteadOf(text: string, copyIn: RegExp): string | undefined {
  if (UNLISTEN.test(text)) return INSTEAD_OF_UNLISTEN
  if (copyIn.test(text)) return INSTEAD_OF_COPY
  return undefined
}
