const SLOT = /\s*\{\{[\w.]+\}\}/gu

/** An article's words with the places for the customer's name filled by a general form of address, or closed where there is none. */
export function fillSlots(words: string, lang: string): string {
  return words.replace(SLOT, lang.startsWith('zh') ? '您' : '')
}
