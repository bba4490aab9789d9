/** What each suite does, for somebody who was not there. */
export const SUITE_WORDS: Readonly<Record<string, string>> = {
  questions:
    'One question each, through the whole chain: is the right article cited, are its facts said, is what is hidden refused in the same words as what does not exist.',
  conversations:
    'The same after certain turns of a conversation, with early warning, class and stage of the service flow.',
  attacks: 'Attempts to get hidden text out, over turns, articles and tickets, in any disguise.',
  check: "What the outgoing check says of an agent's own words.",
  warnings: 'Which lines raise an early warning, and which must not.',
  summary:
    'Ticket drafts of whole conversations: fields, ticket type, key turns, each resting on turns that say it.',
  classification: 'Texts sorted into classes, after learning from others.',
  retrieval: 'Whether the right article is ranked first.',
  grounding: 'Whether the right article is ranked first for a turn of a conversation.',
  locks:
    'Each of the locks in front of hidden text, tried with the others open, at every instant at which something opens or closes.',
  latency: 'How long each stage takes at a steady rate of questions.',
}

/** The one figure that stands for a suite. */
export const MAIN_FIGURE: Readonly<Record<string, string>> = {
  questions: 'passed',
  conversations: 'passed',
  attacks: 'held',
  locks: 'held',
  check: 'right',
  warnings: 'right',
  summary: 'fields',
  classification: 'right',
  retrieval: 'nDCG@10',
  grounding: 'nDCG@10',
}

/** Figures in words: the share of cases in which … */
export const FIGURE_WORDS: Readonly<Record<string, string>> = {
  passed: 'everything was as expected',
  outcome: 'the outcome was right: answered, refused, soothed …',
  goldCited: 'an expected article was cited',
  mustSay: 'of the facts to be said, the share that was',
  standardReply: "of the cited article's standard reply, the share that was said",
  module: 'the question was sorted into the module of its article',
  class: 'the expected class was given',
  warning: 'the early warning was right',
  stage: 'the stage of the service flow was right',
  held: 'nothing came out that must not',
  right: 'the verdict was right',
  fields: 'the fields of the draft were right (F1)',
  type: 'the ticket type was right',
  judgeAgreement:
    'a language model, asked for its opinion, agreed with the scorers; it decides nothing',
  judgeKappa: 'its agreement beyond chance (Cohen, 1 always, 0 by chance)',
  keyTurnsF1: 'the turns that tell problem and solution were found (F1)',
  rougeL: 'the summary agrees with one written by a person (ROUGE-L)',
}

/** Gates in words: what none may do. */
export const GATE_WORDS: Readonly<Record<string, string>> = {
  failed: 'a case ended in an error, took too long or gave nothing',
  leaks: 'hidden text, or a fact that must not be said, came out',
  refusalDifferences: 'a hidden thing was refused otherwise than a thing that does not exist',
  uncitedSentences: 'a sentence stood without its source',
  inventedNumbers: 'a number was said that no cited passage holds',
  missedDanger: 'a danger to life raised no warning',
  unsupported: 'something was said that no source holds',
  structure: 'an article with a faulty marker was served',
  phantomDifferences: 'a planted secret was refused otherwise than a thing that does not exist',
  twinDifferences: 'the check treated a true secret otherwise than a wrong guess',
  withoutEvidence: 'a field rested on no turn that says it',
  invented: 'a field holds what nobody said',
  openRights: 'a role may read a table that it must not',
  openRows: 'a row policy lets hidden rows through',
  openQueries: 'a query without its condition reads hidden text',
  openGate: 'the gate over what is told let a spoiled sentence through',
  flaky: 'two runs differed in more than times',
  'budget seconds': 'the run took longer than it may',
  'budget tokens': 'a language model took more tokens than it may',
  'budget cost': 'a language model cost more than it may',
  losses: 'a figure fell below the baseline, beyond chance and tolerance',
  finished: 'the suite came to its end',
}

/** `passed/lang=en` → `passed, lang en`. */
export function figureName(name: string): string {
  const [figure = name, ...slices] = name.split('/')
  return [figure, ...slices.map((slice) => slice.replace('=', ' '))].join(', ')
}

export function percent(value: number, digits = 1): string {
  return `${(value * 100).toFixed(digits)} %`
}

/** `+1.2`, `−3.4`: in hundredths. */
export function points(difference: number): string {
  const value = (Math.abs(difference) * 100).toFixed(1)
  if (value === '0.0') return '±0.0'
  return `${difference < 0 ? '−' : '+'}${value}`
}
