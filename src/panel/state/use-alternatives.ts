import { useEffect, useState } from 'react'
import type { SearchResults, StoredSuggestion, StoredTurn } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'

type Result = SearchResults['results'][number]

const SHOWN = 3
const QUERY_LENGTH = 300

/** Other articles that may answer the turn a suggestion is for, best first. */
export function useAlternatives(
  client: Client,
  suggestion: StoredSuggestion | null,
  turns: readonly StoredTurn[],
): Result[] {
  const [found, setFound] = useState<{ of: string; results: Result[] } | null>(null)
  const asked = suggestion && queryOf(suggestion, turns)
  const id = suggestion?.id ?? ''
  useEffect(() => {
    if (!asked) return
    const searching = new AbortController()
    client.search(asked, searching.signal).then(
      ({ results }) => setFound({ of: id, results }),
      () => undefined,
    )
    return () => searching.abort()
  }, [client, id, asked])
  if (!suggestion || found?.of !== id) return []
  return pickAlternatives(found.results, suggestion)
}

/** One passage of each article that the suggestion does not rest on. */
export function pickAlternatives(
  results: readonly Result[],
  { sentences }: Pick<StoredSuggestion, 'sentences'>,
): Result[] {
  const told = new Set(sentences.flatMap(({ citations }) => citations.map((one) => one.article)))
  return results
    .filter(({ article }, index) => {
      const isFirst = results.findIndex((each) => each.article === article) === index
      return isFirst && !told.has(article)
    })
    .slice(0, SHOWN)
}

/** Nothing is looked up beside a refusal: it stands for itself. */
function queryOf({ outcome, forTurn }: StoredSuggestion, turns: readonly StoredTurn[]) {
  if (outcome !== 'answer' && outcome !== 'clarify') return null
  return (
    turns
      .find(({ seq }) => seq === forTurn)
      ?.text.slice(0, QUERY_LENGTH)
      .trim() || null
  )
}
