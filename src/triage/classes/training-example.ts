import type { Turn } from '../../conversations/types.ts'
import { findPersonalData } from '../../guard/personal-data.ts'
import { customerTurns } from '../classifier/classify-turns.ts'

/** Order, ticket and account numbers. */
const LONG_NUMBER = /(?<![a-z\d])(?:[a-z]{1,6}[-_]?)?\d(?:[-_ ]?\d){5,}[a-z\d]*/giu
/** What somebody is called by their own word; what is blotted out in vain does no harm here. */
const OWN_NAME =
  /(?<=(?:我叫|名字[叫是]|姓名[是为:：])\s?)\p{Script=Han}{2,4}(?=[，。,.;；！!\s]|$)/gu
/** What is learned from of one conversation. */
const MAX_CHARACTERS = 1_000

/**
 * What a corrected class is learned from: the customer's turns it rests on, or where none is named the longest one;
 * without personal data and long numbers, so that nobody can be found by it.
 */
export function trainingExample(turns: readonly Turn[], rests: readonly number[]): string {
  const said = customerTurns([...turns])
  const named = said.filter(({ seq }) => rests.includes(seq))
  const longest = said.toSorted((a, b) => b.text.length - a.text.length).slice(0, 1)
  return (named.length > 0 ? named : longest)
    .map(({ text }) => withoutPersonalData(text))
    .join('\n')
    .slice(0, MAX_CHARACTERS)
}

/** The text with blanks where names, numbers and addresses of people stood. */
export function withoutPersonalData(text: string): string {
  let rest = ''
  let at = 0
  for (const { start, end } of findPersonalData(text)) {
    rest += `${text.slice(at, start)} `
    at = end
  }
  return (rest + text.slice(at))
    .replaceAll(LONG_NUMBER, ' ')
    .replaceAll(OWN_NAME, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}
