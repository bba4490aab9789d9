import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { type Config, readConfig } from '../config.ts'
import { openDatabase } from '../db/index.ts'
import {
  articleVersions,
  findRepository,
  type HistoryRow,
  joinHistory,
  type ServedAt,
  servedAt,
  type ToldOnce,
  toldFromAudit,
  type Witness,
} from '../editing/history/index.ts'
import { AppError } from '../errors.ts'
import { createLog } from '../log.ts'
import { type KnowledgeOptions, withKnowledge } from './knowledge-options.ts'
import { EXIT, printJson, printLine } from './output.ts'
import { readInstant } from './read-instant.ts'

type Options = KnowledgeOptions & { at?: string; rev: string; json?: boolean }

/** `sidecue history`: the versions of an article, which of them was told when, and which one stood at an instant. */
export function addHistoryCommand(program: Command): void {
  withKnowledge(program.command('history'))
    .description('the versions of an article in git, and when the audit says each was told')
    .argument('<article>', 'id of the article')
    .option('--at <instant>', 'which version stood at this instant')
    .option('--rev <rev>', 'the branch that is served', 'HEAD')
    .option('--json', 'print JSON')
    .action(async (article: string, options: Options) => {
      const config = readConfig({
        ...process.env,
        ...(options.knowledge ? { SIDECUE_KNOWLEDGE: options.knowledge } : {}),
        ...(options.data ? { SIDECUE_DATA: options.data } : {}),
      })
      if (!/^[a-z0-9-]+$/u.test(article)) throw unknownArticle(article, options.rev)
      const at = options.at === undefined ? undefined : readInstant('--at', options.at)
      const repository = await findRepository(config.knowledgeDir)
      const versions = await articleVersions(repository, options.rev, article)
      if (versions.length === 0) throw unknownArticle(article, options.rev)
      const told = await readTold(config, article)
      if (at === undefined) {
        const rows = joinHistory(versions, told)
        if (options.json) printJson(rows)
        else for (const row of rows) printLine(describeRow(row))
        return
      }
      const found = servedAt(versions, told, at)
      if (options.json) printJson(found)
      else printLine(describeServed(found))
      if (found.version === null) process.exitCode = EXIT.findings
    })
}

function unknownArticle(article: string, rev: string): AppError {
  return new AppError(
    'NOT_FOUND',
    `No commit of '${rev}' has an article with the id '${article}'.`,
    {
      hint: 'The id is the one in the front matter; a shallow clone knows only its last commits (git fetch --unshallow).',
    },
  )
}

/** Nothing where no database has been in use. */
async function readTold(
  { databaseUrl, dataDir, logLevel }: Config,
  article: string,
): Promise<ToldOnce[]> {
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'pg'))) return []
  const db = await openDatabase({ databaseUrl, dataDir, log: createLog(logLevel) })
  try {
    return await toldFromAudit(db, article)
  } finally {
    await db.close()
  }
}

function describeRow(row: HistoryRow): string {
  const { commit, at, until, author, subject, told } = row
  const count =
    told.count === 0
      ? 'not told, as far as the audit knows'
      : `told ${told.count} times, ${told.first} to ${told.last}`
  return [
    `${commit.slice(0, 10)}  ${at}${until === null ? ' until now' : ` until ${until}`}  ${author}: ${subject}`,
    `   ${describeState(row)}`,
    `   ${count}`,
  ].join('\n')
}

function describeState({
  path,
  title,
  audience,
  state,
  release,
  expires,
  revs,
}: HistoryRow): string {
  if (path === null) return 'taken away'
  if (title === null) return `${path}: could not be compiled, so it was not served`
  const window = [
    ...(release === null ? [] : [`from ${release}`]),
    ...(expires === null ? [] : [`until ${expires}`]),
  ]
  return [`${path}: “${title}”`, `${audience}, ${state}`, ...window, `rev ${revs.join(' ')}`].join(
    '; ',
  )
}

function describeServed({ at, version, couldBeTold, before, after }: ServedAt): string {
  if (version === null) return `At ${at} the branch did not have the article yet.`
  return [
    `At ${at} the branch had ${version.commit.slice(0, 10)} (${version.at}, ${version.author}: ${version.subject}).`,
    `   ${describeState(version)}`,
    `   ${couldBeTold ? 'Customers could be told its own text then.' : 'Customers could not be told its own text then.'}`,
    describeWitness('Last told before', before, version),
    describeWitness('First told after', after, version),
  ].join('\n')
}

function describeWitness(what: string, witness: Witness | null, { commit }: HistoryRow): string {
  if (witness === null) return `   ${what}: the audit has no such entry.`
  const { seq, at, rev, audience } = witness
  const version =
    witness.commit === commit
      ? 'this version'
      : witness.commit === null
        ? 'a version that git does not have'
        : `the version of ${witness.commit.slice(0, 10)}`
  return `   ${what}: entry ${seq}, ${at}, to ${audience === 'customer' ? 'a customer' : 'an agent'}, rev ${rev}: ${version}.`
}
