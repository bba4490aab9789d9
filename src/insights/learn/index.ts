export { type CollectDeps, collectAll, collectFeedback } from './collect.ts'
export { computeShifts, type Shift, type Vote } from './compute-shifts.ts'
export {
  acceptProposal,
  type DecideDeps,
  type Decided,
  rejectProposal,
  undoDecision,
} from './decide.ts'
export { citedArticles, needOf } from './find-question.ts'
export { learnNow } from './learn-now.ts'
export { listProposals, type Proposal } from './proposals.ts'
export {
  ALL_ARTICLES,
  heedVotes,
  ignoreVotes,
  type RankRun,
  readIgnored,
  readRuns,
} from './rank-rows.ts'
export { applyRankSignal, computeRankSignal, readRankSignal, signalOf } from './rank-signal.ts'
export { readLearning, type ToldShift } from './read-learning.ts'
export { type Sketch, sketchOf } from './sketch.ts'
