import { readSaid, type Said, wordShare } from '../compose/overlap.ts'
import type { Passage } from '../retrieval/types.ts'
import { splitSentences } from '../text/sentences.ts'
import { findSpecifics } from '../text/specifics.ts'

/** A draft that has so much of its words from a passage tells that passage. */
const TELLS = 0.6
/** A condition, fee, deadline, exception. */
const CONDITION =
  /须|需|必须|不能|不可|不得|除外|仅限?|只能|只限|以内|之前|之后|不予|手续费|费用|最低|最高|最多|至少|超过|逾期|期限|有效|截止|否则|\b(?:must|only|except|unless|within|at least|at most|fee|deadline|expire|before|after|cannot|not possible|required|limit|otherwise)\b/i
/** Words of a condition that have to be there for it to be told. */
const TOLD = 0.5
const MOST_NAMED = 2

type Claim = { text: string; keys: string[] }

/** Conditions of the passage a draft tells, that it leaves out. Empty when it tells no passage. */
export function findMissingConditions(text: string, passages: Pick<Passage, 'text'>[]): string[] {
  const own = claimsOf(text).filter((claim) => claim.text.length > 8)
  if (own.length === 0) return []
  const told = passages.find((passage) => {
    const there = readSaid(passage.text)
    return own.filter((claim) => shareOf(claim, there) >= TELLS).length >= own.length * TELLS
  })
  if (told === undefined) return []
  const said = readSaid(text)
  return claimsOf(plain(told.text))
    .filter((claim) => claim.keys.length > 0 && CONDITION.test(claim.text))
    .filter((claim) => shareOf(claim, said) < TOLD)
    .slice(0, MOST_NAMED)
    .map((claim) => claim.text.replace(/^(?:[-*+•]|\d+[.)]|#+)\s*/, ''))
}

/** The sentences of a text, each with its figures. */
function claimsOf(text: string): Claim[] {
  const specifics = findSpecifics(text)
  return splitSentences(text).map((sentence) => ({
    text: sentence.text,
    keys: specifics
      .filter(({ start, end }) => start >= sentence.start && end <= sentence.end)
      .map(({ key }) => key),
  }))
}

function shareOf({ text, keys }: Claim, said: Said): number {
  return keys.every((key) => said.keys.has(key)) ? wordShare(text, said) : 0
}

function plain(markdown: string): string {
  return markdown
    .replaceAll(/\*\*|__|`/g, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^\|.*\|$/gm, '')
}
