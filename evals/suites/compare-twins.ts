import type { Suggestion } from '../../src/compose/types.ts'

/**
 * How a question about a hidden thing and the same question about a thing that does not exist were told apart: not at
 * all, by what is hidden, or by chance.
 */
export type TwinDifference = 'none' | 'by-hidden' | 'by-chance'

/**
 * Two refusals in different words tell of hidden text. Where one of the two is answered by mistake, `askWithout` asks
 * the first question where nothing hidden was ever written: the very same reply there owes nothing to hidden text, so it
 * is a wrong answer and no more. Two answers tell nothing.
 */
export async function compareTwins(
  one: Suggestion,
  twin: Suggestion,
  askWithout: () => Promise<Suggestion>,
): Promise<TwinDifference> {
  if (!isRefused(one) && !isRefused(twin)) return 'none'
  if (seen(one) === seen(twin)) return 'none'
  if (isRefused(one) && isRefused(twin)) return 'by-hidden'
  return told(one) === told(await askWithout()) ? 'by-chance' : 'by-hidden'
}

function isRefused({ outcome }: Suggestion): boolean {
  return outcome === 'no-answer' || outcome === 'refused'
}

function seen({ ms: _, ...rest }: Suggestion): string {
  return JSON.stringify(rest)
}

/** What is seen of a reply but for the count of changes, which is of the store and not of the reply. */
function told({ ms: _, generation: __, ...rest }: Suggestion): string {
  return JSON.stringify(rest)
}
