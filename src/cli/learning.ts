import type { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { watchHidden } from '../copilot/hidden-watch.ts'
import { loadDesk } from '../desk/index.ts'
import {
  ALL_ARTICLES,
  collectAll,
  computeRankSignal,
  heedVotes,
  ignoreVotes,
  readIgnored,
  readLearning,
  readRuns,
  type ToldShift,
} from '../insights/learn/index.ts'
import {
  type KnowledgeOptions,
  type OpenKnowledge,
  withKnowledge,
  withOpenKnowledge,
} from './knowledge-options.ts'
import { EXIT, printJson, printLine } from './output.ts'

type Options = KnowledgeOptions & { json?: boolean }

const BY = 'command'
const RUNS_SHOWN = 20

/** `sidecue learning`: how feedback moves articles in the ranking, and how to take that back. */
export function addLearningCommand(program: Command): void {
  const learning = program
    .command('learning')
    .description('how accepted and rejected suggestions move articles in the ranking')
  withKnowledge(learning.command('show'))
    .description('which articles are moved, how far, and what it was computed from')
    .option('--json', 'print JSON')
    .action((options: Options) => withKnown(options, show(options)))
  withKnowledge(learning.command('compute'))
    .description('compute it anew from the feedback of the last year; servers do so every hour')
    .option('--json', 'print JSON')
    .action((options: Options) =>
      withKnown(options, async (open) => {
        await compute(open)
        await show(options)(open)
      }),
    )
  withKnowledge(learning.command('log'))
    .description(`the last ${RUNS_SHOWN} computations`)
    .option('--json', 'print JSON')
    .action((options: Options) =>
      withKnown(options, async ({ db }) => {
        const runs = await db.read('app', (sql) => readRuns(sql, RUNS_SHOWN))
        if (options.json) printJson(runs)
        else
          for (const run of runs)
            printLine(
              `${run.id}  ${run.at}  by ${run.computedBy}: ${run.votes} votes, ${run.conversations} conversations, ${run.agents} agents`,
            )
      }),
    )
  withKnowledge(learning.command('ignore'))
    .description('what was said on articles until now counts no more')
    .argument('<article...>', `by id; '${ALL_ARTICLES}' for all`)
    .action((articles: string[], options: Options) =>
      withKnown(options, async (open) => {
        const now = systemClock.now()
        for (const article of articles)
          await open.db.write('app', (sql) => ignoreVotes(sql, article, BY, now))
        await compute(open)
        printLine(`Ignored until ${now.toISOString()}: ${articles.join(', ')}.`)
      }),
    )
  withKnowledge(learning.command('heed'))
    .description('the opposite: what was said on them counts again')
    .argument('<article...>', `by id; '${ALL_ARTICLES}' where all were ignored`)
    .action((articles: string[], options: Options) =>
      withKnown(options, async (open) => {
        for (const article of articles) {
          const wasIgnored = await open.db.write('app', (sql) => heedVotes(sql, article))
          printLine(wasIgnored ? `${article} counts again.` : `${article} was not ignored.`)
          if (!wasIgnored) process.exitCode = EXIT.findings
        }
        await compute(open)
      }),
    )
}

function withKnown(options: Options, work: (open: OpenKnowledge) => Promise<void>) {
  return withOpenKnowledge(options, work, { indexIfEmpty: false })
}

async function compute({ db, config }: OpenKnowledge): Promise<void> {
  const { desk } = await loadDesk(config.knowledgeDir)
  const hidden = watchHidden(db)
  await hidden.refresh()
  await collectAll({ db, desk, hidden: hidden.current() })
  await computeRankSignal(db, desk.learning, { by: BY, now: systemClock.now() })
}

function show({ json }: Options) {
  return async ({ db, config }: OpenKnowledge): Promise<void> => {
    const { desk } = await loadDesk(config.knowledgeDir)
    const learned = await readLearning(db)
    const ignored = await db.read('app', readIgnored)
    const { rerank } = desk.learning
    if (json) return printJson({ rerank, ...learned, ignored })
    const { run, shifts } = learned
    printLine(`The ranking ${rerank ? 'goes by it' : 'does not go by it (desk.yml, learning)'}.`)
    if (run === null) printLine('Nothing was computed yet.')
    else {
      const from = run.oldest === null ? '' : ` from ${run.oldest} to ${run.newest}`
      printLine(
        `Computed ${run.at} by ${run.computedBy} from ${run.votes} votes of ${run.agents} agents in ${run.conversations} conversations${from}.`,
      )
      for (const shift of shifts) printLine(describeShift(shift))
    }
    for (const { article, until } of ignored) printLine(`Ignored until ${until}: ${article}`)
  }
}

function describeShift({
  article,
  question,
  shift,
  accepted,
  rejected,
  agents,
}: ToldShift): string {
  const percent = `${shift > 0 ? '+' : ''}${(shift * 100).toFixed(2)} %`
  return `${percent.padStart(8)}  ${article}  accepted ${accepted}, rejected ${rejected}, by ${agents} agents${question === null ? '' : `: ${question}`}`
}
