import { rankProblem } from './problem.ts'
import type { SaidSentence } from './sentences.ts'

/** Turns in which the problem is told, and in which a solution is offered. */
export function findKeyTurns(sentences: readonly SaidSentence[]): {
  problem: number[]
  solution: number[]
} {
  const ranked = rankProblem(sentences)
  const best = ranked[0]
  if (best === undefined) return { problem: [], solution: [] }
  const problem = unique(
    ranked
      .filter(
        ({ score, sentence }, at) =>
          at === 0 || (score >= 0.9 && sentence.at <= best.sentence.at + 2),
      )
      .map(({ sentence }) => sentence.seq),
  )
  const first = problem[0] ?? 0
  const solution = unique(
    sentences
      .filter(
        ({ speaker, acts, seq, length }) =>
          speaker === 'agent' && seq > first && !acts.isQuestion && (length >= 8 || solves(acts)),
      )
      .map(({ seq }) => seq),
  )
  return { problem, solution }
}

function solves({ done, promise, step, result }: SaidSentence['acts']): boolean {
  return done + promise + step + result > 0
}

function unique(seqs: number[]): number[] {
  return [...new Set(seqs)].sort((a, b) => a - b)
}
