import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { systemClock } from '../clock.ts'
import { watchHidden } from '../copilot/hidden-watch.ts'
import { loadDesk } from '../desk/index.ts'
import { findGaps, GAP_READERS, type Gap, type Gaps, readSince } from '../editing/gaps/index.ts'
import { AppError } from '../errors.ts'
import { type KnowledgeOptions, withKnowledge, withOpenKnowledge } from './knowledge-options.ts'
import { printFlaws, printJson, printLine } from './output.ts'
import { progressLine } from './progress.ts'

type Options = KnowledgeOptions & {
  since: string
  least: number
  top: number
  as: string
  out?: string
  json?: boolean
}

/** `sidecue gaps`: what customers asked in vain, grouped by what they wanted, and what an editor could do about it. */
export function addGapsCommand(program: Command): void {
  withKnowledge(program.command('gaps'))
    .description(
      'questions without an answer, or with a rejected or rewritten one, by what is missing',
    )
    .option('--since <when>', 'a day such as 2026-11-01, an instant, or so many days as 30d', '30d')
    .option('--least <conversations>', 'a need has to come up in so many', readCount, 1)
    .option('--top <count>', 'so many needs, what comes up most first', readCount, 100)
    .option(
      '--as <reader>',
      `whom the list is for: ${GAP_READERS.join(', ')}; topics that the reader may not know are left out`,
      'editor',
    )
    .option(
      '--out <dir>',
      'write the beginnings of new articles there; a file that is there is left alone',
    )
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const reader = GAP_READERS.find((known) => known === options.as)
      if (reader === undefined)
        throw new AppError('BAD_INPUT', `--as: found '${options.as}'.`, {
          hint: `Allowed: ${GAP_READERS.join(', ')}.`,
        })
      await withOpenKnowledge(
        options,
        async ({ db, config }) => {
          const { desk, flaws } = await loadDesk(config.knowledgeDir)
          printFlaws(flaws)
          const since = readSince(options.since, desk.timeZone, systemClock.now(), '--since')
          const hidden = watchHidden(db)
          await hidden.refresh()
          const progress = progressLine()
          const { least, top } = options
          const found = await findGaps(
            { db, desk, hidden: hidden.current() },
            { since, reader, least, top, onProgress: progress.update },
          )
          progress.end()
          const written = options.out === undefined ? [] : await writeNew(options.out, found)
          if (options.json) printJson({ ...found, ...(options.out ? { written } : {}) })
          else printGaps(found, written)
        },
        { indexIfEmpty: false },
      )
    })
}

function printGaps({ gaps, answeredSince, since }: Gaps, written: readonly string[]): void {
  for (const gap of gaps) printLine(describeGap(gap))
  for (const { article, conversations } of answeredSince)
    printLine(`answered by now: ${article} (${conversations} conversations)`)
  for (const file of written) printLine(`written: ${file}`)
  printLine(
    gaps.length === 0
      ? `Nothing was asked in vain since ${since}.`
      : `${gaps.length === 1 ? '1 need' : `${gaps.length} needs`} without a good answer since ${since}.`,
  )
}

function describeGap({ question, conversations, faults, examples, near, remedy }: Gap): string {
  const counts = Object.entries(faults)
    .filter(([, count]) => count > 0)
    .map(([fault, count]) => `${count} ${fault}`)
  const nearest = near.map(({ id, title }) => `${id} (${title})`)
  return [
    `${conversations}  ${question}  [${counts.join(', ')}]`,
    ...examples.map((example) => `   also: ${example}`),
    ...(nearest.length > 0 ? [`   near: ${nearest.join(', ')}`] : []),
    ...describeRemedy(remedy),
  ].join('\n')
}

function describeRemedy(remedy: Gap['remedy']): string[] {
  if (remedy.kind === 'new') return [`   no article: ${remedy.file} could be begun (--out, --json)`]
  const { article, path } = remedy
  const place = path === null ? article : `${article} (${path})`
  if (remedy.kind === 'revise') {
    const why = remedy.reasons.length > 0 ? `: ${remedy.reasons.join(', ')}` : ''
    return [`   look at ${place}${why}`]
  }
  return [
    `   add to asks of ${place}:`,
    ...remedy.lines.map((line) => `     - ${JSON.stringify(line)}`),
  ]
}

/** Files that were not there before. */
async function writeNew(folder: string, { gaps }: Gaps): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const written: string[] = []
  for (const { remedy } of gaps) {
    if (remedy.kind !== 'new') continue
    const path = join(folder, remedy.file)
    try {
      await writeFile(path, remedy.markdown, { flag: 'wx' })
      written.push(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return written
}

function readCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 100_000) return count
  throw new InvalidArgumentError('Write a whole number from 1 on.')
}
