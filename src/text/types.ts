/** The languages of the product. Equals everywhere: tokenizer, messages, screens. */
export const LANGS = ['zh-Hans', 'zh-Hant', 'en'] as const
export type Lang = (typeof LANGS)[number]

/** UTF-16 offsets into the text it was found in; `end` is exclusive. */
export type Span = { start: number; end: number }
