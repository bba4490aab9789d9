import type { Clock } from '../../clock.ts'
import { type CollectDeps, collectFeedback } from './collect.ts'
import { applyRankSignal, computeRankSignal } from './rank-signal.ts'

/** The ranking is computed anew at most this often, by one of all processes. */
const COMPUTE_MS = 60 * 60 * 1_000

/**
 * One round of learning, for a server to do now and then: looks at some new feedback, computes the ranking anew where
 * that is due, and takes up what was computed.
 */
export async function learnNow(deps: CollectDeps & { clock: Clock }): Promise<void> {
  const { db, desk, clock } = deps
  await collectFeedback(deps)
  const now = clock.now()
  const unlessSince = new Date(now.getTime() - COMPUTE_MS)
  await computeRankSignal(db, desk.learning, { by: 'server', now, unlessSince })
  await applyRankSignal(db, desk)
}
