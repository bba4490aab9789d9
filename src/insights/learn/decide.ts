import { hash } from 'node:crypto'
import { checkDraft } from '../../copilot/check-draft.ts'
import type { Database } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { AppError } from '../../errors.ts'
import { findPersonalData } from '../../guard/personal-data.ts'
import type { Lang } from '../../text/types.ts'
import { changed, readArticleFile, replaceArticleFile } from './article-file.ts'
import { type ArticleHead, readHeads } from './article-heads.ts'
import { type Candidate, putDecision, readCandidate } from './ask-rows.ts'
import { addEntry, type Entry, removeEntry } from './edit-front-matter.ts'
import { listProposals, type Proposal } from './proposals.ts'

export type DecideDeps = { db: Database; desk: Desk; knowledgeDir: string }

/** Who decides, and when. */
export type By = { by: string; now: Date }

export type Decided = {
  id: string
  state: Candidate['state']
  article: string
  path: string
  /** What was written into the file or taken out of it; null where it was left as it is. */
  line: string | null
}

/**
 * Writes the proposed line into the article's file, for the editor to commit. `text`: the question in the editor's own
 * words. Throws `NOT_FOUND` for what is not there or cannot be read, `CONFLICT` where it was decided already or the file is
 * another than was indexed; nothing is written then.
 */
export async function acceptProposal(
  deps: DecideDeps,
  id: string,
  wording: { text?: string | undefined; why?: string | undefined },
  { by, now }: By,
): Promise<Decided> {
  const { candidate, head } = await openCandidate(deps, id)
  const proposal = (await listProposals(deps.db, { article: candidate.article })).find(
    (one) => one.id === id,
  )
  const question = wording.text?.trim() ?? proposal?.question
  if (question === undefined || question === null) throw noSuchProposal()
  if (wording.text !== undefined) await refuseUnlistable(deps, question)
  const entry = entryOf(candidate.kind, question, wording.why, head.lang, proposal)
  const file = await readArticleFile(deps.knowledgeDir, head.path)
  if (file.hash !== head.hash) throw changed(head.path)
  const source = addEntry(file.source, entry)
  const written = digestOf(question)
  const decision = { action: 'accept', state: 'accepted', written, by, now } as const
  await claim(deps.db, id, 'open', decision)
  try {
    await replaceArticleFile(file, source, now)
  } catch (error) {
    await claim(deps.db, id, 'accepted', {
      ...{ action: 'undo', state: 'open', written: null, by, now },
    })
    throw error
  }
  return { id, state: 'accepted', article: head.id, path: head.path, line: question }
}

/** Puts a proposal away; the question is not proposed for this article again, however it is put. */
export async function rejectProposal(
  deps: DecideDeps,
  id: string,
  { by, now }: By,
): Promise<Decided> {
  const { head } = await openCandidate(deps, id)
  await claim(deps.db, id, 'open', {
    ...{ action: 'reject', state: 'rejected', written: null, by, now },
  })
  return { id, state: 'rejected', article: head.id, path: head.path, line: null }
}

/**
 * Takes a decision back: what was rejected is proposed again, what was accepted is taken out of the file again. A line that
 * is not there any more, or was changed since, is left as it is.
 */
export async function undoDecision(
  deps: DecideDeps,
  id: string,
  { by, now }: By,
): Promise<Decided> {
  const { candidate, head } = await decidedCandidate(deps, id)
  const { state, kind, written } = candidate
  let line: string | null = null
  if (state === 'accepted') {
    const file = await readArticleFile(deps.knowledgeDir, head.path)
    const isWritten = (value: unknown) => {
      const ask = typeof value === 'string' ? value : (value as { ask?: unknown } | null)?.ask
      const isIt = typeof ask === 'string' && digestOf(ask) === written
      if (isIt) line = ask
      return isIt
    }
    const source = removeEntry(file.source, keyOf(kind), isWritten)
    if (source !== null) await replaceArticleFile(file, source, now)
  }
  await claim(deps.db, id, state, { action: 'undo', state: 'open', written: null, by, now })
  return { id, state: 'open', article: head.id, path: head.path, line }
}

function keyOf(kind: Candidate['kind']): Entry['key'] {
  return kind === 'ask' ? 'asks' : 'must_not'
}

function entryOf(
  kind: Candidate['kind'],
  question: string,
  why: string | undefined,
  lang: Lang,
  proposal: Proposal | undefined,
): Entry {
  if (kind === 'ask') return { key: 'asks', value: question }
  const count = proposal?.conversations ?? 1
  return { key: 'must_not', value: { ask: question, why: why?.trim() || REASON[lang](count) } }
}

/** Why an article must not be used for a question, where the editor does not say. */
const REASON: Record<Lang, (conversations: number) => string> = {
  'zh-Hans': (count) => `坐席在 ${count} 个会话中反馈：用本文回答答非所问`,
  'zh-Hant': (count) => `客服在 ${count} 個對話中反映：用本文回答答非所問`,
  en: (count) =>
    `In ${count} ${count === 1 ? 'conversation' : 'conversations'} agents found that this article is not about it`,
}

async function openCandidate(
  deps: DecideDeps,
  id: string,
): Promise<{ candidate: Candidate; head: ArticleHead }> {
  const found = await visibleCandidate(deps, id)
  if (found.candidate.state !== 'open') throw alreadyDecided(found.candidate)
  const isListed = (await listProposals(deps.db, { article: found.head.id })).some(
    (one) => one.id === id,
  )
  if (!isListed) throw noSuchProposal()
  return found
}

async function decidedCandidate(deps: DecideDeps, id: string) {
  const found = await visibleCandidate(deps, id)
  if (found.candidate.state !== 'open') return found
  throw new AppError('CONFLICT', `Nothing was decided on the proposal ${id}.`, {
    hint: 'Only what was accepted or rejected can be undone.',
  })
}

/** Throws `NOT_FOUND`, the same for an unknown proposal and for one whose article cannot be read now. */
async function visibleCandidate({ db }: DecideDeps, id: string) {
  const candidate = await db.write('app', (sql) => readCandidate(sql, id))
  if (!candidate) throw noSuchProposal()
  const heads = await db.read('lead', (sql) => readHeads(sql, [candidate.article]))
  const head = heads.get(candidate.article)
  if (!head) throw noSuchProposal()
  return { candidate, head }
}

/** Moves a proposal on, if it still stands where it was looked at. Throws `CONFLICT`. */
async function claim(
  db: Database,
  id: string,
  expected: Candidate['state'],
  decision: Parameters<typeof putDecision>[2],
): Promise<void> {
  await db.write('app', async (sql) => {
    const candidate = await readCandidate(sql, id)
    if (!candidate) throw noSuchProposal()
    if (candidate.state !== expected) throw alreadyDecided(candidate)
    await putDecision(sql, id, decision)
  })
}

/** An editor's own wording is held to what a collected one is held to. */
async function refuseUnlistable({ db, desk }: DecideDeps, text: string): Promise<void> {
  const { findings } = await checkDraft({ db, desk }, { text, turns: [] })
  const hasData = findPersonalData(text).length > 0
  const fault = hasData ? 'personal data' : findings.find(({ rule }) => rule === 'link')?.rule
  if (fault === undefined) return
  throw new AppError('BAD_INPUT', `The question cannot be listed: it holds ${fault}.`, {
    hint: 'Write it as any customer could ask it.',
    place: { field: 'text' },
  })
}

function digestOf(ask: string): string {
  return hash('sha256', ask.trim(), 'hex')
}

function noSuchProposal(): AppError {
  return new AppError('NOT_FOUND', 'No such proposal.', {
    hint: '`sidecue asks list`, or GET /v1/knowledge/asks, lists what is proposed.',
  })
}

function alreadyDecided({ state }: Candidate): AppError {
  return new AppError('CONFLICT', `The proposal was ${state} before.`, {
    hint: 'Undo that first, if it shall be decided otherwise.',
  })
}
