import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Turn } from '../../conversations/types.ts'
import type { Localized, Taxonomy } from '../../desk/types.ts'
import type { Budget } from '../../models/budget.ts'
import type { Placeholders } from '../../models/placeholders.ts'
import type { ChatModel, ChatRequest } from '../../models/types.ts'
import { LANGS } from '../../text/types.ts'
import { customerTurns } from '../classifier/classify-turns.ts'

/** Moves with every change of the wording. */
export const OPINION_PROMPT = 'class.v1'

/** What a model takes a conversation for: ids of the taxonomy; null where it does not say, or says nonsense. */
export type Opinion = { type: string | null; module: string | null }

export type OpinionDeps = {
  chat: ChatModel
  clock: Clock
  /** Left out: no limit. */
  budget?: Budget
  /** After this it is too late to matter. */
  deadlineMs: number
}

const MOST_TURNS = 12
const LONGEST_TURN = 600
const MAX_TOKENS = 80
const LONGEST_ANSWER = 2_000

const Answer = z.object({ type: z.string().nullish(), module: z.string().nullish() })

/** Asks a model under a deadline; null where it fails, is late, or there is no budget. Never throws. */
export async function askOpinion(
  { chat, clock, budget, deadlineMs }: OpinionDeps,
  taxonomy: Taxonomy,
  turns: readonly Turn[],
  placeholders: Placeholders,
): Promise<Opinion | null> {
  const late = new AbortController()
  const cancel = clock.after(deadlineMs, () => late.abort(new Error('late')))
  try {
    const request = buildRequest(taxonomy, turns, placeholders)
    const characters = request.messages.reduce((sum, { content }) => sum + content.length, 0)
    const grant = await budget?.reserve({ inputTokens: characters, outputTokens: MAX_TOKENS })
    if (grant === null) return null
    let said = ''
    try {
      for await (const piece of chat.stream(request, { signal: late.signal })) {
        said += piece
        if (said.length > LONGEST_ANSWER) return null
      }
    } finally {
      await grant?.settle({ inputTokens: characters, outputTokens: Math.ceil(said.length / 2) })
    }
    return readOpinion(said, taxonomy)
  } catch {
    return null
  } finally {
    cancel()
  }
}

/** Only ids of the taxonomy are an opinion. */
export function readOpinion(said: string, { types, modules }: Taxonomy): Opinion | null {
  const json = /\{[^{}]*\}/u.exec(said)?.[0]
  if (json === undefined) return null
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return null
  }
  const answer = Answer.safeParse(parsed)
  if (!answer.success) return null
  const known = (rows: readonly { id: string }[], id: string | null | undefined) =>
    rows.some((row) => row.id === id) ? (id as string) : null
  return { type: known(types, answer.data.type), module: known(modules, answer.data.module) }
}

function buildRequest(
  { types, modules }: Taxonomy,
  turns: readonly Turn[],
  placeholders: Placeholders,
): ChatRequest {
  const nonce = randomBytes(9).toString('hex')
  const said = customerTurns([...turns])
    .slice(-MOST_TURNS)
    .map(({ text }) => `[${nonce}]\n${placeholders.mask(text).slice(0, LONGEST_TURN)}\n[${nonce}]`)
  const list = (rows: readonly { id: string; name: Localized }[]) =>
    rows.map(({ id, name }) => `- ${id}: ${LANGS.flatMap((lang) => name[lang] ?? []).join(' / ')}`)
  const values: Record<string, string> = {
    nonce,
    types: list(types).join('\n'),
    modules: list(modules).join('\n'),
    turns: said.join('\n'),
  }
  const [system, user] = readPrompt().map((part) =>
    part.replaceAll(/\{(nonce|types|modules|turns)\}/gu, (_, name: string) => values[name] ?? ''),
  ) as [string, string]
  return {
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    schema: {
      name: 'class',
      schema: {
        type: 'object',
        properties: { type: { type: 'string' }, module: { type: 'string' } },
        required: ['type', 'module'],
        additionalProperties: false,
      },
    },
    maxTokens: MAX_TOKENS,
  }
}

let prompt: [string, string] | undefined

function readPrompt(): [string, string] {
  if (prompt === undefined) {
    const file = join(import.meta.dirname, 'prompts', `${OPINION_PROMPT}.md`)
    const parts = readFileSync(file, 'utf8').split(/^## (?:system|user)\n/m)
    prompt = [parts[1]?.trim() ?? '', parts[2]?.trim() ?? '']
  }
  return prompt
}
