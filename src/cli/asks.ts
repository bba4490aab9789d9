import type { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { watchHidden } from '../copilot/hidden-watch.ts'
import { loadDesk } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import {
  acceptProposal,
  collectAll,
  type DecideDeps,
  type Decided,
  listProposals,
  type Proposal,
  rejectProposal,
  undoDecision,
} from '../insights/learn/index.ts'
import {
  type KnowledgeOptions,
  type OpenKnowledge,
  withKnowledge,
  withOpenKnowledge,
} from './knowledge-options.ts'
import { printJson, printLine } from './output.ts'

type Options = KnowledgeOptions & { json?: boolean }
type ListOptions = Options & { state: string; article?: string; kind?: string }

const STATES = ['open', 'accepted', 'rejected'] as const
const KINDS = ['ask', 'must-not'] as const
/** Whoever may run the command may decide; the audit of HTTP names a key here. */
const BY = 'command'

/** `sidecue asks`: what agents' verdicts propose for the articles, for an editor to decide on. */
export function addAsksCommand(program: Command): void {
  const asks = program
    .command('asks')
    .description('questions that articles should list, or not be used for, as agents’ verdicts say')
  withKnowledge(asks.command('list'))
    .description('what is proposed, what most conversations speak for first')
    .option('--state <state>', STATES.join(', '), 'open')
    .option('--kind <kind>', `only ${KINDS.join(' or ')}`)
    .option('--article <id>', 'only of this article')
    .option('--json', 'print JSON')
    .action((options: ListOptions) => {
      const states = [oneOf('--state', options.state, STATES)]
      const kind = options.kind === undefined ? undefined : oneOf('--kind', options.kind, KINDS)
      return withLearned(options, async ({ db }) => {
        const proposals = await listProposals(db, { states, kind, article: options.article })
        if (options.json) printJson(proposals)
        else if (proposals.length === 0) printLine('Nothing is proposed.')
        else for (const one of proposals) printLine(describeProposal(one))
      })
    })
  withKnowledge(asks.command('accept'))
    .description('write the line into the article’s file, to be committed')
    .argument('<id>', 'of the proposal')
    .option('--text <question>', 'the question in your own words')
    .option('--why <reason>', 'of must-not: why the article is not meant')
    .option('--json', 'print JSON')
    .action((id: string, options: Options & { text?: string; why?: string }) =>
      decide(options, [id], (deps, one) => acceptProposal(deps, one, options, by())),
    )
  withKnowledge(asks.command('reject'))
    .description('put proposals away; they are not made again')
    .argument('<id...>', 'of the proposals')
    .option('--json', 'print JSON')
    .action((ids: string[], options: Options) =>
      decide(options, ids, (deps, one) => rejectProposal(deps, one, by())),
    )
  withKnowledge(asks.command('undo'))
    .description(
      'take decisions back: the line leaves the file, what was rejected is proposed again',
    )
    .argument('<id...>', 'of the proposals')
    .option('--json', 'print JSON')
    .action((ids: string[], options: Options) =>
      decide(options, ids, (deps, one) => undoDecision(deps, one, by())),
    )
}

function by() {
  return { by: BY, now: systemClock.now() }
}

/** Feedback that no server has looked at yet is looked at first. */
async function withLearned(
  options: Options,
  work: (open: OpenKnowledge & DecideDeps) => Promise<void>,
): Promise<void> {
  await withOpenKnowledge(
    options,
    async (open) => {
      const { knowledgeDir } = open.config
      const { desk } = await loadDesk(knowledgeDir)
      const hidden = watchHidden(open.db)
      await hidden.refresh()
      await collectAll({ db: open.db, desk, hidden: hidden.current() })
      await work({ ...open, desk, knowledgeDir })
    },
    { indexIfEmpty: false },
  )
}

async function decide(
  options: Options,
  ids: string[],
  run: (deps: DecideDeps, id: string) => Promise<Decided>,
): Promise<void> {
  await withLearned(options, async (deps) => {
    const decided: Decided[] = []
    for (const id of ids) decided.push(await run(deps, id))
    if (options.json) printJson(decided)
    else for (const one of decided) printLine(describeDecision(one))
  })
}

function describeProposal(one: Proposal): string {
  const { id, kind, article, path, question, others, conversations, agents, against } = one
  const found = one.place === null ? 'not found by it' : `found at ${one.place}`
  const evidence = `${conversations} conversations, ${agents} agents${against > 0 ? `, ${against} against` : ''}; ${found}`
  return [
    `${id}  ${kind === 'ask' ? 'add to asks' : 'add to must_not'} of ${article} (${path})`,
    `   ${question ?? 'all conversations it was asked in have been forgotten'}`,
    ...others.map((other) => `   also: ${other}`),
    `   ${evidence}`,
  ].join('\n')
}

function describeDecision({ id, state, path, line }: Decided): string {
  if (state === 'rejected') return `${id} rejected; it will not be proposed again.`
  if (state === 'accepted') return `${id} accepted: ${path} lists “${line}” now. Commit it.`
  return line === null
    ? `${id} is open again.`
    : `${id} is open again: “${line}” was taken out of ${path}.`
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value)
  if (found) return found
  throw new AppError('BAD_INPUT', `${option}: found '${value}'`, {
    hint: `Allowed: ${allowed.join(', ')}.`,
  })
}
