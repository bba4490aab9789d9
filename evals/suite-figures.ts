const TIMES = ['p50Ms', 'p95Ms', 'p99Ms']
const TOKENS = ['inputTokens', 'outputTokens']
const JUDGE = ['judgeAgreement', 'judgeKappa', 'judged', 'judgeUnread', 'judgeTokens']
const YES_OR_NO = ['right', 'precision', 'recall', 'f1']
const RANKING = [
  'nDCG@10',
  'R@1',
  'R@5',
  'R@10',
  'MRR@10',
  'hit@1',
  'chunks',
  'indexSeconds',
  'missing',
]
const ANSWER = ['passed', 'outcome', 'language', 'goldCited', 'mustSay', 'standardReply']
const STAGES = ['warnings', 'query', 'retrieve', 'suggest', 'atRate']

/** The figures that each suite can have, without their slices (`passed/lang=en`). */
export const SUITE_FIGURES: Readonly<Record<string, readonly string[]>> = {
  retrieval: [...RANKING, ...TIMES],
  grounding: [...RANKING, ...TIMES],
  questions: [...ANSWER, 'module', ...TIMES, ...TOKENS, ...JUDGE],
  conversations: [...ANSWER, 'class', 'warning', 'stage', ...TIMES, ...TOKENS, ...JUDGE],
  attacks: ['held', ...TOKENS],
  check: [...YES_OR_NO, ...TIMES],
  warnings: [...YES_OR_NO, 'fired', ...TIMES],
  classification: [
    ...[
      'accuracy',
      'macroF1',
      'baselineAccuracy',
      'baselineMacroF1',
      'macroF1Gain',
      'ece',
      'oosAuroc',
    ],
    ...['right', 'trainExamples', 'trainSeconds', 'trainCpuSeconds', 'p50Ms', 'p95Ms'],
  ],
  summary: [
    ...['rouge1', 'rouge2', 'rougeL', 'keyTurnsF1', 'problemTurnsF1', 'solutionTurnsF1'],
    ...['lead3', 'textRank', 'lexRank'].flatMap((name) => [
      `rougeL.${name}.turns`,
      `rougeL.${name}.sentences`,
    ]),
    ...['fields', 'type', 'fieldPrecision', 'fieldRecall', 'fieldF1', 'p50Ms', 'p95Ms'],
  ],
  locks: ['held', 'hidden', 'articles', 'sentences'],
  latency: ['rate', ...STAGES.flatMap((stage) => TIMES.map((time) => `${stage}.${time}`))],
}

/** `passed` of `passed/lang=en`. */
export function figureOf(name: string): string {
  return name.split('/')[0] ?? name
}
