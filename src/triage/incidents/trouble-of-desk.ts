import type { Desk } from '../../desk/types.ts'
import { foldText } from '../../text/fold.ts'
import { readTrouble } from './read-trouble.ts'
import type { FindTrouble } from './take-reports.ts'

/** Reads trouble with the desk's own names for things beside those of most desks. */
export function troubleOf({ incidents }: Pick<Desk, 'incidents'>): FindTrouble {
  const own = incidents.things.map(({ name, words }) => ({ name, words: words.map(foldText) }))
  return (text) => readTrouble(text, own)
}
