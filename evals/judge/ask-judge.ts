import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ChatModel, ChatRequest } from '../../src/models/types.ts'
import type { RecordedModel } from '../recorded-model.ts'
import type { ScoredCase } from '../suites/summarise-scores.ts'
import type { CaseTrace } from '../trace/types.ts'
import { agreementOf } from './agreement.ts'

const PROMPT = new URL('./prompt.md', import.meta.url)
const MAX_TOKENS = 300
/** Passages shown of a search: those that every trace keeps whole. */
const SOURCES = 3

/** What the judge replies. */
const Verdict = z.object({ good: z.boolean(), why: z.string().max(2000).default('') })

/**
 * Has a language model give its opinion of the answers of a suite, from the traces that it wrote into `out`. Writes
 * `opinions.jsonl` and returns how far it agrees with the scorers. An opinion that cannot be read counts as none; a request
 * without a kept reply throws `BAD_INPUT`.
 */
export async function askJudge(
  out: string,
  { chat, throwIfUnknown, usage }: RecordedModel,
): Promise<Record<string, number>> {
  const prompt = await readFile(PROMPT, 'utf8')
  const scores = await readLines<ScoredCase>(join(out, 'scores.jsonl'))
  const passed = new Map(scores.map(({ id, scores: own }) => [id, own.passed === 1]))
  const opinions: { id: string; passed: boolean; good: boolean; why: string }[] = []
  let unread = 0
  for (const trace of await readLines<CaseTrace>(join(out, 'traces.jsonl'))) {
    const text = await ask(chat, requestOf(prompt, trace)).catch(() => '')
    throwIfUnknown()
    const verdict = readVerdict(text)
    if (verdict === null) unread++
    else opinions.push({ id: trace.id, passed: passed.get(trace.id) === true, ...verdict })
  }
  const rows = opinions.map((opinion) => `${JSON.stringify(opinion)}\n`)
  await writeFile(join(out, 'opinions.jsonl'), rows.join(''))
  const { agreement, kappa } = agreementOf(opinions)
  const { inputTokens, outputTokens } = usage()
  return {
    ...{ judgeAgreement: agreement, judgeKappa: kappa, judged: opinions.length },
    ...{ judgeUnread: unread, judgeTokens: inputTokens + outputTokens },
  }
}

/** What the judge is shown: the same for the same trace, so that a kept reply is found again. */
export function requestOf(prompt: string, { said, got, searches = [] }: CaseTrace): ChatRequest {
  const sources = searches.flatMap(({ passages }) =>
    passages.slice(0, SOURCES).map(({ title, text }) => ({ title, ...(text ? { text } : {}) })),
  )
  const shown = JSON.stringify({ said, answer: got.text ?? '', sources })
  return {
    messages: [
      { role: 'system', content: prompt },
      { role: 'user', content: shown },
    ],
    maxTokens: MAX_TOKENS,
  }
}

async function ask(chat: ChatModel, request: ChatRequest): Promise<string> {
  let text = ''
  for await (const piece of chat.stream(request)) text += piece
  return text
}

function readVerdict(text: string): z.infer<typeof Verdict> | null {
  const json = /\{[\s\S]*\}/.exec(text)?.[0]
  if (json === undefined) return null
  try {
    return Verdict.safeParse(JSON.parse(json)).data ?? null
  } catch {
    // What is no JSON is no opinion either.
    return null
  }
}

/** Rows that the suite wrote a moment ago. */
async function readLines<T>(file: string): Promise<T[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as T)
}
