export { readArticleFile } from './article-file.ts'
export { type ArticleHead, readHeads } from './article-heads.ts'
export { cleanQuestion } from './clean-question.ts'
export { type CollectDeps, collectAll, collectFeedback } from './collect.ts'
export { computeShifts, type Shift, type Vote } from './compute-shifts.ts'
export {
  acceptProposal,
  type DecideDeps,
  type Decided,
  rejectProposal,
  undoDecision,
} from './decide.ts'
export { citedArticles, needOf, needsOf } from './find-question.ts'
export { holdsRestricted, isRude, type ListedIn } from './holds-restricted.ts'
export { isEditOf } from './judge-feedback.ts'
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
