/** Something in a text that a provider must not read. */
export type Secret = { start: number; end: number; type: string }
/** Finds them in order, not overlapping. */
export type FindSecrets = (text: string) => Secret[]

/** A text with invented, unknown placeholders in it is not restored. */
export type Unmasked = { isOk: true; text: string } | { isOk: false; unknown: string[] }

/** Placeholders of one request: the same value has the same placeholder in every text of it. */
export type Placeholders = {
  mask(text: string): string
  /** Puts the values back, all or nothing. */
  unmask(text: string): Unmasked
  /** The placeholders of a text that stand for something, with their types and values. */
  read(text: string): { placeholder: string; type: string; value: string }[]
}

const PLACEHOLDER = /⟦([A-Z_]+)_(\d+)⟧/gu
/** Alone or in a pair, they could be taken for a placeholder of ours: so each is one itself. */
const BRACKET = /[⟦⟧]/gu
const BRACKET_TYPE = 'SIGN'

/**
 * Reversible masking: `unmask(mask(text))` gives back the text, whatever it is. What stands in a text and
 * looks like a placeholder is masked too, so it can never be taken for one of ours.
 */
export function createPlaceholders(find: FindSecrets): Placeholders {
  const byValue = new Map<string, string>()
  const values = new Map<string, { type: string; value: string }>()
  const counts = new Map<string, number>()

  function placeholderOf(type: string, value: string): string {
    const key = `${type}\n${value}`
    const known = byValue.get(key)
    if (known !== undefined) return known
    const number = (counts.get(type) ?? 0) + 1
    counts.set(type, number)
    const placeholder = `⟦${type}_${number}⟧`
    byValue.set(key, placeholder)
    values.set(placeholder, { type, value })
    return placeholder
  }

  function maskBrackets(text: string): string {
    return text.replaceAll(BRACKET, (bracket) => placeholderOf(BRACKET_TYPE, bracket))
  }

  return {
    mask(text) {
      let masked = ''
      let at = 0
      for (const { start, end, type } of find(text)) {
        masked += maskBrackets(text.slice(at, start)) + placeholderOf(type, text.slice(start, end))
        at = end
      }
      return masked + maskBrackets(text.slice(at))
    },
    unmask(text) {
      const unknown = [...text.matchAll(PLACEHOLDER)]
        .map(([placeholder]) => placeholder)
        .filter((placeholder) => !values.has(placeholder))
      const left = text.replaceAll(PLACEHOLDER, '').match(BRACKET) ?? []
      if (unknown.length > 0 || left.length > 0)
        return { isOk: false, unknown: [...unknown, ...left] }
      return {
        isOk: true,
        text: text.replaceAll(PLACEHOLDER, (placeholder) => values.get(placeholder)!.value),
      }
    },
    read(text) {
      return [...text.matchAll(PLACEHOLDER)].flatMap(([placeholder]) => {
        const found = values.get(placeholder)
        return found === undefined ? [] : [{ placeholder, ...found }]
      })
    },
  }
}
