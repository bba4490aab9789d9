import { splitSentences } from '../../text/sentences.ts'
import { specificKeys } from '../../text/specifics.ts'
import { readSaid, wordShare } from '../overlap.ts'
import type { ClaimChecks, GivenPassage, GivenSentence } from './types.ts'

/** A condition counts as told when so much of its words is. */
const TOLD = 0.6
const CLAUSE_END = /(?<=[，,；;])/u
const STEP = /^\s*\d{1,3}[.)、．]/

/** What an answer was made of, and what it may not fall short of. */
export type Told = {
  sentences: ReadonlySet<GivenSentence>
  passages: readonly GivenPassage[]
  /** The sentences of the extractive answer. */
  required: readonly { text: string }[]
}

/**
 * What an answer made of verified sentences leaves out and may not: a step, condition, deadline, fee or other
 * figure that the extractive answer tells; those of a paragraph or list it tells of, and those in another
 * clause of a sentence. Empty when it is complete.
 */
export function findDropped(
  text: string,
  { sentences: told, passages, required }: Told,
  checks: ClaimChecks,
): string[] {
  const said = { pieces: readSaid(text).pieces, keys: specificKeys(text) }
  const isSaid = (part: string) =>
    [...specificKeys(part)].every((key) => said.keys.has(key)) && wordShare(part, said) >= TOLD
  const toldGroups = new Set([...told].map(({ group }) => group))
  const beside = passages
    .flatMap(({ sentences }) => sentences)
    .filter((one) => toldGroups.has(one.group))
    .filter((one) => one.isStep || conditionsOf(one.text, checks).length > 0)
  const wanted = [
    ...required.filter((one) => STEP.test(one.text) || conditionsOf(one.text, checks).length > 0),
    ...beside,
  ].map((one) => one.text)
  const clauses = [...told].flatMap((one) => conditionsOf(one.text, checks))
  const given = passages.map(({ sentences }) => sentences.map((one) => one.text).join('\n'))
  return [
    ...new Set([...wanted, ...clauses].filter((part) => !isSaid(part))),
    ...given.flatMap((one) => checks.missingConditions(text, [{ text: one }])),
  ]
}

/** The clauses of a sentence that say a condition or a figure. */
function conditionsOf(text: string, checks: ClaimChecks): string[] {
  return splitSentences(text)
    .flatMap((sentence) => sentence.text.split(CLAUSE_END))
    .filter((clause) => checks.isCondition(clause) || specificKeys(clause).size > 0)
}
