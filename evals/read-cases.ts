import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '../src/errors.ts'
import { LANGS } from '../src/text/types.ts'

const unzip = promisify(gunzip)

export const CorpusRow = z.object({
  id: z.string().min(1),
  title: z.string().nullish(),
  text: z.string(),
  lang: z.enum(LANGS).nullish(),
})
export type CorpusRow = z.infer<typeof CorpusRow>

export const QueryRow = z.object({
  id: z.string().min(1),
  text: z.string(),
  /** What was said before, in a conversation. */
  context: z.string().nullish(),
  lang: z.enum(LANGS).nullish(),
})
export type QueryRow = z.infer<typeof QueryRow>

export const ConversationRow = z.object({
  id: z.string().min(1),
  lang: z.enum(LANGS).nullish(),
  turns: z.array(z.object({ speaker: z.enum(['customer', 'agent', 'system']), text: z.string() })),
})
export type ConversationRow = z.infer<typeof ConversationRow>

/** Reads `<name>` or `<name>.gz` of a folder of cases, one JSON object per line. Throws `BAD_INPUT` with the line. */
export async function readRows<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<T[]> {
  return (await readNumberedRows(folder, name, schema)).map(({ row }) => row)
}

/** The same with the line each row stands in, from 1. */
export async function readNumberedRows<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<{ row: T; line: number }[]> {
  const lines = (await readText(folder, name)).split('\n')
  return lines.flatMap((text, i) => {
    if (text.trim() === '') return []
    const line = i + 1
    const place = { file: join(folder, name), line }
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch (cause) {
      throw new AppError('BAD_INPUT', 'This line is not JSON.', { place, cause })
    }
    const row = schema.safeParse(value)
    if (row.success) return [{ row: row.data, line }]
    throw new AppError('BAD_INPUT', z.prettifyError(row.error), { place })
  })
}

/** Whether the folder has the file, packed or not. */
export function hasRows(folder: string, name: string): boolean {
  return existsSync(join(folder, name)) || existsSync(join(folder, `${name}.gz`))
}

/** `qrels.tsv`: query id → the ids of its relevant articles. Rows with relevance 0 or less are left out. */
export async function readJudgements(folder: string): Promise<Map<string, Set<string>>> {
  const judgements = new Map<string, Set<string>>()
  for (const [i, line] of (await readText(folder, 'qrels.tsv')).split('\n').entries()) {
    if (line.trim() === '') continue
    const [query, article, relevance = '1'] = line.replace(/\r$/, '').split('\t')
    if (!query || !article || Number.isNaN(Number(relevance))) {
      // Some tools write a line of column names.
      if (i === 0) continue
      throw new AppError('BAD_INPUT', `Expected 'query⇥article⇥relevance', found '${line}'.`, {
        place: { file: join(folder, 'qrels.tsv'), line: i + 1 },
      })
    }
    if (Number(relevance) <= 0) continue
    judgements.set(query, (judgements.get(query) ?? new Set()).add(article))
  }
  return judgements
}

async function readText(folder: string, name: string): Promise<string> {
  const path = join(folder, name)
  if (existsSync(path)) return readFile(path, 'utf8')
  if (existsSync(`${path}.gz`)) return (await unzip(await readFile(`${path}.gz`))).toString('utf8')
  throw new AppError('BAD_INPUT', `There is no ${name} (or ${name}.gz) in ${folder}.`, {
    hint: 'contracts: section 4 lists what each suite reads.',
  })
}
