import type { ContractResult } from './contracts.ts'
import { finding } from './file-view.ts'
import type { Finding, Page } from './types.ts'

/** Broken contracts as findings: what was found instead, and why. */
export function contractFindings(
  results: readonly ContractResult[],
  pages: readonly Page[],
): Finding[] {
  const byPath = new Map(pages.map((page) => [page.path, page]))
  return results.flatMap((result) => {
    if (result.ok) return []
    const page = byPath.get(result.path)
    const list =
      result.kind === 'ask' ? page?.head?.asks : page?.head?.mustNot.map(({ ask }) => ask)
    const index = list?.indexOf(result.text) ?? -1
    const key = result.kind === 'ask' ? `asks.${index}` : `must_not.${index}`
    const at = page?.places[key] ?? { line: 1, column: 1 }
    return [result.kind === 'ask' ? notFound(result, at) : answered(result, at)]
  })
}

type At = { line: number; column: number }

function notFound(result: ContractResult, at: At): Finding {
  const { text, path, outcome, cited, rank, missing, found, article } = result
  const message = `“${text}” is not answered from this article: ${said(outcome, cited)}.`
  const first = found[0]
  const why = [
    rank === null ? 'not among the first ten found' : `found at place ${rank}`,
    first && first.article !== article
      ? `first is ${first.article} by the words ${words(first.terms)}`
      : '',
    missing.length > 0 ? `this article lacks the words ${words(missing)}` : '',
  ]
  return finding('ask-not-found', path, at, message, {
    found: why.filter((part) => part !== '').join('; '),
    allowed: 'an answer that cites this article',
  })
}

function answered(result: ContractResult, at: At): Finding {
  const { text, path, why, article, found } = result
  const message = `“${text}” must not be answered from this article, and is${why ? `: ${why}` : ''}.`
  const own = found.find((one) => one.article === article)
  return finding('must-not-answered', path, at, message, {
    found: own ? `found by the words ${words(own.terms)}` : 'cited in the answer',
    allowed: 'an answer from another article, or none',
  })
}

function said(outcome: string, cited: readonly string[]): string {
  return cited.length === 0
    ? `the outcome is ${outcome}`
    : `the outcome is ${outcome}, from ${cited.join(', ')}`
}

const MOST_WORDS = 8

function words(list: readonly string[]): string {
  return list.length === 0 ? '(none)' : list.slice(0, MOST_WORDS).join(' ')
}
