import { composeNoAnswer } from '../compose/no-answer.ts'
import type { Suggestion } from '../compose/types.ts'
import type { Transcript } from '../conversations/types.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import { type Manifest, readManifest } from './audit-manifest.ts'
import { finishSuggestion } from './finish-suggestion.ts'
import { readSituation } from './read-situation.ts'

/** A suggestion with the grounds it stands on, all of which could still be read after it was made. */
export type Standing = { suggestion: Suggestion; manifest: Manifest }

type Deps = {
  db: Database
  desk: Desk
  suggest: (transcript: Transcript, options: { signal: AbortSignal }) => Promise<Suggestion>
}

/** Text may be withdrawn between being found and being told: the chain then runs anew, once. */
const RUNS = 2

/**
 * Runs the chain and looks up what the result cites again. Where something of it has gone both times, the reply is
 * that of the unknown.
 */
export async function suggestStanding(
  { db, desk, suggest }: Deps,
  transcript: Transcript,
  { signal }: { signal: AbortSignal },
): Promise<Standing> {
  let last: Suggestion | undefined
  for (let run = 0; run < RUNS; run++) {
    last = await suggest(transcript, { signal })
    const manifest = await readManifest(db, last)
    signal.throwIfAborted()
    if (stands(last, manifest)) return withoutGone(last, manifest)
  }
  return standsOnNothing(desk, transcript, last!)
}

function stands({ sentences }: Suggestion, { gone }: Manifest): boolean {
  return !sentences.some(({ citations }) => citations.some(({ chunk }) => gone.includes(chunk)))
}

/** Guidance is beside the answer: what of it has gone is left out. */
function withoutGone(suggestion: Suggestion, manifest: Manifest): Standing {
  if (manifest.gone.length === 0) return { suggestion, manifest }
  const guidance = suggestion.guidance.filter(({ chunk }) => !manifest.gone.includes(chunk))
  return { suggestion: { ...suggestion, guidance }, manifest: { ...manifest, gone: [] } }
}

function standsOnNothing(
  desk: Desk,
  transcript: Transcript,
  { generation, ms }: Suggestion,
): Standing {
  const situation = readSituation(transcript, desk)
  const { lang, seed, slots } = situation
  const suggestion = finishSuggestion({
    situation,
    draft: composeNoAnswer(desk, lang, seed, slots),
    views: [],
    guidance: [],
    generation,
    started: performance.now() - ms,
  })
  return { suggestion, manifest: { at: null, cited: [], guidance: [], gone: [] } }
}
