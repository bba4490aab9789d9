/** What an incident is about, by the names of faults and things, and words that several customers used. */
export type About = { faults: string[]; things: string[]; words: string[] }

export function describeTraits(traits: readonly string[]): About {
  const of = (kind: string) =>
    traits.filter((trait) => trait.startsWith(kind)).map((trait) => trait.slice(kind.length))
  return { faults: of('fault:'), things: of('thing:'), words: of('word:') }
}
