import { Claim } from './claim.ts'

/** One object of a claim is never longer; beyond, the stream is garbage. */
const LONGEST_OBJECT = 8_000

export type ClaimParser = {
  /** Takes a piece of the stream; returns the claims it completes. */
  push(piece: string): Claim[]
  /** Objects that were complete and no claims. */
  readonly broken: number
}

/**
 * Reads claims out of a stream as each is completed, wherever they stand: in `{"claims": […]}`, in a bare
 * list, line by line, in a code fence, between sentences of prose. A claim is an object without another one
 * in it, so the innermost braces are read; what is not a claim is passed over.
 */
export function createClaimParser(): ClaimParser {
  let object: string | null = null
  let isInString = false
  let isEscaped = false
  let broken = 0

  function take(char: string): Claim | null {
    if (isInString) {
      object = (object ?? '') + char
      if (isEscaped) isEscaped = false
      else if (char === '\\') isEscaped = true
      else if (char === '"') isInString = false
      return null
    }
    if (char === '{') {
      object = char
      return null
    }
    if (object === null) return null
    object += char
    if (char === '"') isInString = true
    if (char !== '}') return null
    const parsed = parseLeniently(object)
    const claim = Claim.safeParse(parsed)
    if (!claim.success && !isFrame(parsed)) broken += 1
    object = null
    return claim.success ? claim.data : null
  }

  return {
    push(piece) {
      const claims: Claim[] = []
      for (const char of piece) {
        const claim = take(char)
        if (claim !== null) claims.push(claim)
        if (object !== null && object.length > LONGEST_OBJECT) {
          object = null
          isInString = false
          isEscaped = false
          broken += 1
        }
      }
      return claims
    },
    get broken() {
      return broken
    },
  }
}

/** The object around an empty list. */
function isFrame(parsed: unknown): boolean {
  return typeof parsed === 'object' && parsed !== null && 'claims' in parsed
}

/** Line breaks inside strings and a comma before the end are forgiven; nothing else is. */
function parseLeniently(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    try {
      return JSON.parse(source.replaceAll(/\r?\n/g, ' ').replace(/,\s*\}$/, '}'))
    } catch {
      return null
    }
  }
}
