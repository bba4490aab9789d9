import { stderr, stdin } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { systemClock } from '../clock.ts'
import type { Forgettable, Forgotten } from '../conversations/index.ts'
import { daysBefore, forget, previewForget } from '../copilot/forget.ts'
import { rewriteConversationTables } from '../db/index.ts'
import { AppError } from '../errors.ts'
import { type KnowledgeOptions, withKnowledge, withOpenKnowledge } from './knowledge-options.ts'
import { EXIT, printJson, printLine } from './output.ts'

type Options = KnowledgeOptions & {
  olderThan?: number
  saying?: string
  dryRun?: boolean
  yes?: boolean
  json?: boolean
}

/** `sidecue forget`: deletes conversations and everything that was made of them. */
export function addForgetCommand(program: Command): void {
  withKnowledge(program.command('forget'))
    .description('delete conversations with their turns, suggestions, events and checks, for good')
    .argument('[id...]', 'conversations, by id')
    .option('--older-than <days>', 'those in which nothing was said for so many days', readDays)
    .option('--saying <text>', 'those in which this was said: a number, a name, an address')
    .option('--dry-run', 'only say what would be deleted')
    .option('--yes', 'do not ask')
    .option('--json', 'print JSON')
    .action(async (ids: string[], options: Options) => {
      const what = readWhat(ids, options)
      await withOpenKnowledge(
        options,
        async ({ db }) => {
          const { ids: found, ...meant } = await previewForget(db, what)
          const unknown = ids.filter((id) => !found.includes(id))
          const isWanted =
            options.dryRun !== true && found.length > 0 && (options.yes || (await confirm(meant)))
          const deleted = isWanted ? await forget(db, { ids: found }, 'command') : null
          if (deleted) await rewriteConversationTables(db)
          if (options.json) printJson({ meant, deleted, unknown })
          else {
            printLine(
              deleted ? `Deleted ${describe(deleted)}.` : `Would delete ${describe(meant)}.`,
            )
            for (const id of unknown) printLine(`Not there, or not meant: ${id}`)
          }
          if (unknown.length > 0) process.exitCode = EXIT.findings
        },
        { indexIfEmpty: false },
      )
    })
}

function readWhat(ids: string[], { olderThan, saying }: Options): Forgettable {
  if (ids.length === 0 && olderThan === undefined && saying === undefined) {
    throw new AppError('BAD_INPUT', 'It is not said which conversations are meant.', {
      hint: 'Name ids, --older-than DAYS or --saying TEXT; --dry-run shows what would go.',
    })
  }
  if (saying !== undefined && saying.replaceAll(/[\s-]+/g, '').length < SHORTEST) {
    throw new AppError('BAD_INPUT', `--saying: found '${saying}'`, {
      hint: `Allowed: at least ${SHORTEST} characters, so that not everything is meant.`,
    })
  }
  return {
    ...(ids.length > 0 ? { ids } : {}),
    ...(olderThan === undefined ? {} : { quietSince: daysBefore(systemClock.now(), olderThan) }),
    ...(saying === undefined ? {} : { saying }),
  }
}

/** The shortest Chinese name. */
const SHORTEST = 2

function readDays(text: string): number {
  const days = Number(text)
  if (text.trim() !== '' && days >= 0 && days <= 36_500) return days
  throw new InvalidArgumentError('Write a number of days, from 0 on.')
}

async function confirm(meant: Forgotten): Promise<boolean> {
  if (!stdin.isTTY) {
    throw new AppError('BAD_INPUT', `${describe(meant)} would be deleted for good.`, {
      hint: 'Say --yes to do it, or --dry-run to see what would go.',
    })
  }
  const asking = createInterface({ input: stdin, output: stderr })
  try {
    const answer = await asking.question(`Delete ${describe(meant)} for good? Type yes: `)
    return answer.trim().toLowerCase() === 'yes'
  } finally {
    asking.close()
  }
}

function describe({
  conversations,
  turns,
  suggestions,
  events,
  feedback,
  checks,
}: Forgotten): string {
  return `${conversations} conversations (${turns} turns, ${suggestions} suggestions, ${events} events, ${feedback} verdicts on suggestions, ${checks} checks)`
}
