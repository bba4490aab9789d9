/**
 * postgres.js sends what is shorter than 1024 bytes in a later turn of the event loop. When a
 * connection breaks before that turn comes, it keeps both those bytes and the mark that they are
 * about to be sent: the next connection would wait for ever. A startup message that is long enough is
 * sent at once, behind the old bytes, and ends this. So it gets a parameter that makes it long; that
 * and the old bytes are taken out again before anybody sees them. (postgres.js 3.4.9)
 */
export const PADDING = { sidecue_padding: 'x'.repeat(1024) }

const PADDING_BYTES = Buffer.from(`sidecue_padding\0${PADDING.sidecue_padding}\0`)

/** The first bytes of a connection as they should be: the startup message, and what comes after it. */
export function cleanStartup(bytes: Buffer): Buffer {
  const start = startOf(bytes)
  const end = start + bytes.readUInt32BE(start)
  const padding = bytes.indexOf(PADDING_BYTES, start)
  if (padding < 0 || padding >= end) return bytes.subarray(start)
  const clean = Buffer.concat([
    bytes.subarray(start, padding),
    bytes.subarray(padding + PADDING_BYTES.length),
  ])
  clean.writeUInt32BE(end - start - PADDING_BYTES.length)
  return clean
}

/** Where the startup message begins: it alone has no type letter, but a length below 2^24. */
function startOf(bytes: Buffer): number {
  let at = 0
  while (bytes[at] !== 0) at += 1 + bytes.readUInt32BE(at + 1)
  return at
}
