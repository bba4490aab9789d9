import type { ChatModel, ChatRequest, ChatUsage } from '../../models/types.ts'
import type { DraftSentence } from '../draft.ts'
import { createClaimParser } from './parse-claims.ts'
import type { CutReason, GivenSentence } from './types.ts'
import { type ClaimContext, verifyClaim } from './verify-claim.ts'

/** A claim that stood the test, with what of the passages it tells. */
export type Released = { sentences: DraftSentence[]; told: GivenSentence[]; said: string[] }

/** What came of a stream, readable at any time: also of one that broke off. */
export type StreamTally = {
  outputChars: number
  cut: Partial<Record<CutReason, number>>
  /** Objects in the answer that were no claims. */
  broken: number
  claims: number
  usage: ChatUsage | null
  hasTooMuch: boolean
}

export function newTally(): StreamTally {
  return {
    ...{ outputChars: 0, cut: {}, broken: 0, claims: 0 },
    ...{ usage: null, hasTooMuch: false },
  }
}

/** More than any answer needs: from here on a model repeats itself or does not know how to end. */
const MOST_CHARS = 24_000
const MOST_CLAIMS = 60

/**
 * Reads a model's answer and yields each claim as soon as it is complete and verified; what fails is counted
 * and never seen. The same sentence is told once. Writes what happens into `tally`.
 */
export async function* verifiedSentences(
  model: ChatModel,
  request: ChatRequest,
  context: ClaimContext,
  tally: StreamTally,
  signal: AbortSignal,
): AsyncGenerator<Released, void> {
  const parser = createClaimParser()
  const stream = model.stream(request, { signal })
  const known = new Set<string>()
  try {
    for (;;) {
      const { done, value } = await untilAborted(stream.next(), signal)
      if (done) {
        tally.usage = value
        return
      }
      tally.outputChars += value.length
      for (const claim of parser.push(value)) {
        tally.claims += 1
        const verified = verifyClaim(claim, context)
        if (!verified.isOk) {
          tally.cut[verified.reason] = (tally.cut[verified.reason] ?? 0) + 1
          continue
        }
        const sentences = verified.sentences.filter(({ text }) => !known.has(text))
        for (const { text } of sentences) known.add(text)
        if (sentences.length > 0) yield { ...verified, sentences }
      }
      tally.broken = parser.broken
      tally.hasTooMuch = tally.outputChars > MOST_CHARS || tally.claims > MOST_CLAIMS
      if (tally.hasTooMuch) return
    }
  } finally {
    // Lets go of the connection; not waited for, since a stream that hangs would hold us too.
    stream.return(null).catch(() => undefined)
  }
}

/** A stream that does not heed its signal is left behind. */
function untilAborted<T>(next: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    next.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
