/** One server-sent event; `id` is the empty string where none was given. */
export type SentEvent = { id: string; event: string; data: string }

/**
 * Takes pieces of an event stream as they arrive, cut anywhere, and calls back for each whole
 * event. Follows the grammar of the HTML standard: `\n`, `\r\n` or `\r` end a line, a blank line
 * ends an event, an event without data is none.
 */
export function createEventParser(onEvent: (event: SentEvent) => void): (piece: string) => void {
  let rest = ''
  let event = ''
  let id = ''
  let data: string[] = []

  const take = (line: string) => {
    if (line === '') {
      if (data.length > 0) onEvent({ id, event: event || 'message', data: data.join('\n') })
      event = ''
      data = []
      return
    }
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') data.push(value)
    else if (field === 'event') event = value
    else if (field === 'id' && !value.includes('\0')) id = value
  }

  return (piece) => {
    rest += piece
    // A '\r' at the very end may be half of '\r\n': leave it for the next piece.
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  }
}
