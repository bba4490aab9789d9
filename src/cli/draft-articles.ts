import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { systemClock } from '../clock.ts'
import { daysBefore } from '../copilot/forget.ts'
import { loadDesk } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import { draftArticles } from '../insights/article-drafts/index.ts'
import { type KnowledgeOptions, withKnowledge, withOpenKnowledge } from './knowledge-options.ts'
import { printFlaws, printJson, printLine } from './output.ts'

type Options = KnowledgeOptions & {
  out: string
  days: number
  least: number
  as: string
  json?: boolean
}

/** `sidecue draft-articles`: what is solved again and again without an article, as drafts for an editor. */
export function addDraftArticlesCommand(program: Command): void {
  withKnowledge(program.command('draft-articles'))
    .description('write drafts of articles that are missing, from what was solved without one')
    .requiredOption(
      '--out <dir>',
      'where the drafts are written; a file that is there is left alone',
    )
    .option('--days <days>', 'look through conversations of so many days', readCount, 30)
    .option('--least <conversations>', 'a matter has to come up in so many', readCount, 3)
    .option(
      '--as <reader>',
      'agent or lead: topics that the reader may not know are left out',
      'lead',
    )
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const as = readReader(options.as)
      await withOpenKnowledge(options, async ({ db, config }) => {
        const { desk, flaws } = await loadDesk(config.knowledgeDir)
        printFlaws(flaws)
        const since = daysBefore(systemClock.now(), options.days)
        const made = await draftArticles(db, desk, { since, least: options.least, as })
        await mkdir(options.out, { recursive: true })
        const files: { file: string; isNew: boolean; title: string; conversations: number }[] = []
        for (const { file, markdown, title, conversations } of made.drafts) {
          const path = join(options.out, file)
          const isNew = await writeNew(path, markdown)
          files.push({ file: path, isNew, title, conversations: conversations.length })
        }
        const { looked, solved, answered } = made
        if (options.json) printJson({ looked, solved, answered, files })
        else {
          for (const { file, isNew, title, conversations } of files)
            printLine(`${file}\t${conversations}\t${isNew ? title : `${title} (was there)`}`)
          printLine(
            `${looked} conversations looked through, ${solved} solved without an article taken over, ${files.length} drafts, ${answered.length} matters that have an article.`,
          )
          if (files.some(({ isNew }) => isNew))
            printLine(
              'Drafts name no audience: nothing of them is served before an editor says so.',
            )
        }
      })
    })
}

/** False where there is such a file: an editor may be at work on it. */
async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function readReader(value: string): 'agent' | 'lead' {
  if (value === 'agent' || value === 'lead') return value
  throw new AppError('BAD_INPUT', `--as: found '${value}'.`, { hint: 'Allowed: agent, lead.' })
}

function readCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 36_500) return count
  throw new InvalidArgumentError('Write a whole number from 1 on.')
}
