/**
 * Messages of the PostgreSQL wire protocol 3.0: a type letter, a length that counts itself and
 * not the letter, and a body.
 */

/** Type letters, as their byte. The same letter may mean another thing in the other direction. */
export const FromClient = {
  query: 0x51, // Q
  parse: 0x50, // P
  flush: 0x48, // H
  sync: 0x53, // S
  terminate: 0x58, // X
  copyData: 0x64, // d
  copyDone: 0x63, // c
  copyFail: 0x66, // f
} as const

export const FromServer = {
  notification: 0x41, // A
  complete: 0x43, // C
  copyIn: 0x47, // G
  error: 0x45, // E
  ready: 0x5a, // Z
} as const

/** One message with its letter and length. */
export function message(type: string, body: Uint8Array): Buffer {
  const bytes = Buffer.alloc(5 + body.length)
  bytes.write(type, 0, 'latin1')
  bytes.writeInt32BE(4 + body.length, 1)
  bytes.set(body, 5)
  return bytes
}

/** A simple query: the text may hold several statements. */
export function simpleQuery(text: string): Buffer {
  return message('Q', Buffer.from(`${text}\0`))
}

/** Drops a prepared statement; its answer comes with the next sync. */
export function closeStatement(name: string): Buffer {
  return message('C', Buffer.from(`S${name}\0`, 'latin1'))
}

export function sync(): Buffer {
  return message('S', Buffer.alloc(0))
}

/** An ErrorResponse as the server would send it; `code` is an SQLSTATE. */
export function errorResponse(severity: 'ERROR' | 'FATAL', code: string, text: string): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, `M${text}`, '']
  return message('E', Buffer.from(`${fields.join('\0')}\0`))
}

/** Whole messages in a stretch of bytes; the stretch ends where a message ends. */
export function* splitMessages(bytes: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + view.getInt32(at + 1)
    yield bytes.subarray(at, end)
    at = end
  }
}
