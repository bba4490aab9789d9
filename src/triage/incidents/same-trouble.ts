import { FAMILY, type Fault } from './faults.ts'
import { isGeneralThing } from './things.ts'

/** Traits by their kind, as they are compared. */
export type Profile = {
  faults: Set<string>
  families: Set<string>
  things: Set<string>
  words: Set<string>
}

/** A thing that half the reports name says less than one that few do. */
const GENERAL_WEIGHT = 0.4
/** Share of the fewer things of two reports that both have to name. */
const SHARED_THINGS = 0.5

export function profileOf(traits: readonly string[]): Profile {
  const of = (kind: string) =>
    traits.filter((trait) => trait.startsWith(kind)).map((trait) => trait.slice(kind.length))
  const faults = of('fault:')
  return {
    faults: new Set(faults),
    families: new Set(faults.map((fault) => FAMILY[fault as Fault] ?? fault)),
    things: new Set(of('thing:')),
    words: new Set(of('word:')),
  }
}

/** Whether two reports may well tell of one cause: the same thing, and a fault of a kind; or one error code. */
export function isSameTrouble(a: Profile, b: Profile): boolean {
  if (shared(a.words, b.words).some((word) => /\d/.test(word))) return true
  const isSameKind = shared(a.families, b.families).length > 0
  const words = shared(a.words, b.words).length
  if (a.things.size === 0 || b.things.size === 0) {
    if (words >= 2 && isSameKind) return true
    const named = a.things.size === 0 ? b.things : a.things
    const isGeneral = [...named].every(isGeneralThing)
    return isGeneral && shared(a.faults, b.faults).length > 0
  }
  const common = shared(a.things, b.things)
  const share = weigh(common) / Math.min(weigh([...a.things]), weigh([...b.things]))
  if (isSameKind && share >= SHARED_THINGS) return true
  return share >= 1 && common.some((thing) => !isGeneralThing(thing))
}

function weigh(things: readonly string[]): number {
  return things.reduce((sum, thing) => sum + (isGeneralThing(thing) ? GENERAL_WEIGHT : 1), 0)
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): string[] {
  return [...a].filter((one) => b.has(one))
}
