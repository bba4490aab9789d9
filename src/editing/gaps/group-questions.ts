import type { GlossaryTerm } from '../../desk/types.ts'
import { foldText } from '../../text/fold.ts'
import { groupItems } from './group-items.ts'
import { findNear } from './near-questions.ts'
import { type Background, readQuestions } from './question-space.ts'
import { chanceOf, featuresOf, type NeedModel, needModel, type Tongue } from './same-need.ts'

/** Indexes of questions that are one need, and of the one most like the others. */
export type Group = { members: number[]; middle: number }

/** A middle is chosen among so many. */
const CANDIDATES = 40

/**
 * Groups questions by what they want, without a model: shared words and characters by rarity, the desk's own terms, how the question
 * is put. The largest group first. Questions that are the same letter for letter are compared once.
 */
export function groupQuestions(
  questions: readonly string[],
  options: {
    tongue: Tongue
    glossary: readonly GlossaryTerm[]
    background?: Background | undefined
    model?: NeedModel
  },
): Group[] {
  const { tongue, glossary, background, model = needModel(tongue) } = options
  const copies = [...Map.groupBy(questions.keys(), (at) => bareOf(questions[at]!)).values()]
  const space = readQuestions(
    copies.map((group) => questions[group[0]!]!),
    glossary,
    background,
  )
  const near = findNear(space)
  const links = near.flatMap(({ likest }, at) => likest.map((other) => [at, other] as const))
  const likenessOf = (a: number, b: number) => chanceOf(model, featuresOf(space, near, a, b))
  return groupItems(copies.length, links, likenessOf, model.same)
    .map((group) => ({
      members: group.flatMap((at) => copies[at]!).sort((a, b) => a - b),
      middle: copies[middleOf(group, copies, likenessOf)]![0]!,
    }))
    .sort((a, b) => b.members.length - a.members.length || a.members[0]! - b.members[0]!)
}

/** What is asked most often counts as often. */
function middleOf(
  group: readonly number[],
  copies: readonly number[][],
  likenessOf: (a: number, b: number) => number,
): number {
  const some = group.toSorted((a, b) => copies[b]!.length - copies[a]!.length).slice(0, CANDIDATES)
  let [best, most] = [some[0]!, -1]
  for (const one of some) {
    const likeness = some.reduce(
      (sum, other) => sum + copies[other]!.length * (other === one ? 1 : likenessOf(one, other)),
      0,
    )
    if (likeness > most) [best, most] = [one, likeness]
  }
  return best
}

function bareOf(question: string): string {
  return foldText(question).replaceAll(/[^\p{L}\p{N}]/gu, '')
}
