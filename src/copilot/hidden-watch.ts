import { randomInt } from 'node:crypto'
import type { Database } from '../db/index.ts'
import { type HiddenPassage, HiddenSounds, printsOf } from '../guard/near-copy.ts'
import { readHiddenText } from '../indexing/index.ts'

/** Prints of what customers may not see, kept in step with the knowledge. */
export type HiddenWatch = {
  /** Undefined until they were read once. */
  current(): HiddenSounds | undefined
  /** Reads them anew; called after indexing and now and then. */
  refresh(): Promise<void>
}

/** Wordings quoted in text for agents are examples of what to say or not to say, no facts. */
const QUOTED = /[「“"][^」”"]*[」”"]/g

/**
 * The one place that reads hidden text for the check, and never while a draft waits. What it keeps are keyed prints,
 * the key drawn for this process: the text cannot be read back from them.
 */
export function watchHidden(db: Database): HiddenWatch {
  let sounds: HiddenSounds | undefined
  const key = randomInt(2 ** 31)
  return {
    current: () => sounds,
    async refresh() {
      const passages: HiddenPassage[] = []
      for (const { audience, article, text } of await readHiddenText(db)) {
        const told = audience === 'agent' ? text.replaceAll(QUOTED, '，') : text
        passages.push({ source: `${audience}:${article}`, prints: printsOf(told, key) })
      }
      sounds = new HiddenSounds(passages, key)
    },
  }
}
