import { type Article, compileArticle } from '../../articles/index.ts'
import type { Database } from '../../db/index.ts'
import { AppError } from '../../errors.ts'
import { readArticle } from '../../indexing/index.ts'
import { readArticleFile } from '../../insights/learn/index.ts'
import { readFileOf } from './file-rows.ts'
import { readStored, type StoredArticle } from './read-stored.ts'
import { changesFor, seenBy, withheldFrom } from './seen-by.ts'
import type { FileHead, Preview, PreviewPart, Viewer } from './types.ts'

export type PreviewOptions = {
  as: Viewer
  /** Null: now, read as that very role. */
  at: Date | null
  now: Date
  knowledgeDir: string
}

/**
 * An article as one reader gets it, now or at an instant. Now it is read as that reader, under that reader's rights. For another
 * instant what is stored is read as a lead and cut by the rule of the stores; the database's clock is not touched. A
 * draft, an archived or a faulty file is shown as it stands, and said to be served to nobody. Throws `NOT_FOUND`.
 */
export async function previewArticle(
  db: Database,
  id: string,
  options: PreviewOptions,
): Promise<Preview> {
  const { as, at, now, knowledgeDir } = options
  const { file, stored } = await db.read('lead', async (sql) => ({
    file: await readFileOf(sql, id),
    stored: await readStored(sql, id),
  }))
  if (!file) throw noSuchArticle()
  const written = await readWritten(knowledgeDir, file, now)
  const isServed = stored !== undefined && (file.outcome === 'served' || file.outcome === 'kept')
  const found = isServed ? stored : toStored(written)
  const parts =
    isServed && at === null ? await readNow(db, found, id, as) : seenBy(found.parts, as, at ?? now)
  return {
    ...file,
    ...{ as, at: at?.toISOString() ?? null, isServed, parts },
    withheld: withheldFrom(found.parts, parts, as, at ?? now),
    asks: found.asks,
    tags: found.tags,
    mustNot: written?.mustNot ?? [],
    changes: changesFor(found.parts, as),
  }
}

/** The parts that the reader really gets now; of those that are stored, by their revision. */
async function readNow(
  db: Database,
  stored: StoredArticle,
  id: string,
  as: Viewer,
): Promise<PreviewPart[]> {
  const article = await db.read(as, (sql) => readArticle(sql, as, id))
  const told = new Set(
    (article?.parts ?? []).map(({ audience, after, rev }) => `${audience} ${after} ${rev}`),
  )
  return stored.parts.filter(({ audience, after, rev }) => told.has(`${audience} ${after} ${rev}`))
}

/** The file itself; null where it is gone, or too faulty to be read as an article. */
async function readWritten(
  knowledgeDir: string,
  { path }: FileHead,
  now: Date,
): Promise<Article | null> {
  try {
    const { source } = await readArticleFile(knowledgeDir, path)
    const { article, harmless } = compileArticle(source, { path, now })
    return article ?? harmless
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONFLICT') return null
    throw error
  }
}

function toStored(article: Article | null): StoredArticle {
  if (article === null) return { parts: [], asks: [], tags: [] }
  const parts = article.parts
    .map(({ chunks, ...part }) => ({
      ...part,
      chunks: chunks.map(({ id, headings, start, end, sourceLine, isStandardReply }) => ({
        ...{ id, headings, start, end, isStandardReply },
        line: sourceLine,
      })),
    }))
    .sort((a, b) => Number(a.part > 0) - Number(b.part > 0) || a.after - b.after || a.part - b.part)
  return { parts, asks: article.asks, tags: article.tags }
}

function noSuchArticle(): AppError {
  return new AppError('NOT_FOUND', 'No such article.', {
    hint: 'GET /v1/knowledge/articles lists what there is; run `sidecue index` after adding a file.',
  })
}
