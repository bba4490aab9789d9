import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { LANGS, type Lang } from '../../text/types.ts'

/** Moves with every change of the wording, so that recorded answers and figures name what they belong to. */
export const PROMPT_VERSION = 'answer.v1'

export type PromptValues = {
  nonce: string
  instructions: string
  conversation: string
  passages: string
}
export type Prompts = Record<Lang, ChatPromptTemplate<PromptValues>>

/** The prompts of all languages, read from their files. */
export function readPrompts(folder = join(import.meta.dirname, 'prompts')): Prompts {
  const read = (lang: Lang) => parsePrompt(readFileSync(join(folder, fileOf(lang)), 'utf8'))
  return Object.fromEntries(LANGS.map((lang) => [lang, read(lang)])) as Prompts
}

export function fileOf(lang: Lang): string {
  return `${PROMPT_VERSION}.${lang}.md`
}

/** A file of two parts, `## system` and `## user`, with the values in single braces. */
function parsePrompt(markdown: string): ChatPromptTemplate<PromptValues> {
  const [, system, user] = markdown.split(/^## (?:system|user)\n/m).map((part) => part.trim())
  if (!system || !user) throw new TypeError('A prompt file has the parts ## system and ## user')
  return ChatPromptTemplate.fromMessages<PromptValues>([
    ['system', system],
    ['human', user],
  ])
}
