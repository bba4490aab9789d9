import type { Heading, List, Root } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { Flaw } from '../errors.ts'
import { LANGS, type Lang } from '../text/types.ts'
import type { Stage } from './types.ts'

const parser = unified().use(remarkParse)

/** Slots a set phrase may hold; they are filled from the desk and the conversation. */
export const SLOTS = [
  'customer.address',
  'customer.name',
  'agent.name',
  'desk.name',
  // What the customer has said and the agent reads back: name, numbers, the matter.
  'facts',
] as const

/**
 * The set phrases of one stage: a `##` heading per language, a list item per phrase.
 * A phrase with an unknown slot is left out with an error, the others are kept.
 */
export function readPhrases(
  source: string,
  stage: Stage,
  file: string,
): { phrases: Record<Lang, string[]>; flaws: Flaw[] } {
  const phrases: Record<Lang, string[]> = { 'zh-Hans': [], 'zh-Hant': [], en: [] }
  const flaws: Flaw[] = []
  let lang: Lang | null = null
  for (const node of (parser.parse(source) as Root).children) {
    if (node.type === 'heading' && (node as Heading).depth === 2) {
      const name = plainText(node).trim()
      lang = LANGS.find((known) => known === name) ?? null
      if (!lang) flaws.push(flaw(node, 'unknown-language', name, LANGS.join(', ')))
    } else if (node.type === 'list' && lang) {
      for (const item of (node as List).children) {
        const phrase = plainText(item).trim()
        const slot = unknownSlot(phrase)
        if (slot) flaws.push(flaw(item, 'unknown-slot', slot, SLOTS.join(', ')))
        else if (phrase) phrases[lang].push(phrase)
      }
    }
  }
  return { phrases, flaws }

  function flaw(
    at: { position?: Root['position'] },
    rule: string,
    found: string,
    allowed: string,
  ): Flaw {
    return {
      severity: 'error',
      rule,
      message: `phrases for '${stage}': '${found}' is not known; allowed: ${allowed}`,
      file,
      line: at.position?.start.line ?? 1,
      column: at.position?.start.column ?? 1,
      found,
      allowed,
    }
  }
}

function unknownSlot(phrase: string): string | null {
  for (const [, name] of phrase.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g))
    if (!(SLOTS as readonly string[]).includes(name ?? '')) return name ?? ''
  return null
}
