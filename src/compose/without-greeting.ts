import type { DraftSentence } from './draft.ts'

const BARE_GREETING = /^(?:您好|你好|hello|hi)(?: there)?[，,！!。.]\s*/i

/** One greeting in a message is enough. What is left still stands word for word in the quote. */
export function withoutGreeting(sentence: DraftSentence): DraftSentence {
  const text = sentence.text.replace(BARE_GREETING, '')
  return text === '' ? sentence : { ...sentence, text: text[0]!.toUpperCase() + text.slice(1) }
}
