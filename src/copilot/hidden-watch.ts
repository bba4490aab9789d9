import { createHash, randomInt } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from '../db/index.ts'
import { type HiddenPassage, HiddenSounds, printsOf } from '../guard/near-copy.ts'
import { hiddenVersion, readHiddenText } from '../indexing/index.ts'

/** Prints of what customers may not see, kept in step with the knowledge. */
export type HiddenWatch = {
  /** Undefined until they were read once. */
  current(): HiddenSounds | undefined
  /** Reads them anew if anything changed; called after indexing and now and then. */
  refresh(): Promise<void>
}

const PASSAGES_AT_A_TIME = 20
/** Wordings quoted in text for agents are examples of what to say or not to say, no facts. */
const QUOTED = /[「“"][^」”"]*[」”"]/g

/**
 * The one place that reads hidden text for the check, and never while a draft waits. What it keeps are keyed prints,
 * the key drawn for this process: the text cannot be read back from them.
 */
export function watchHidden(db: Database): HiddenWatch {
  let sounds: HiddenSounds | undefined
  let version: string | undefined
  const key = randomInt(2 ** 31)
  return {
    current: () => sounds,
    async refresh() {
      const now = await hiddenVersion(db)
      if (now === version) return
      const passages: HiddenPassage[] = []
      for (const [at, { audience, article, text }] of (await readHiddenText(db)).entries()) {
        // Requests go before: this may wait.
        if (at % PASSAGES_AT_A_TIME === 0) await nextTurn()
        const told = audience === 'agent' ? text.replaceAll(QUOTED, '，') : text
        passages.push({ source: `${audience}:${article}`, prints: printsOf(told, key) })
      }
      sounds = new HiddenSounds(passages, key)
      version = now
    },
  }
}

/** How a matched article is named in the security log: who may read the article can make the same digest of its id. */
export function digestOf(source: string): string {
  return createHash('sha256')
    .update(source.split(':')[1] ?? '')
    .digest('hex')
    .slice(0, 12)
}
