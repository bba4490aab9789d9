import { splitSentences } from '../../text/sentences.ts'
import { tokenize } from '../../text/tokens.ts'
import { type Acts, readActs } from './acts.ts'
import { withoutFillers } from './answer-text.ts'
import type { SaidTurn } from './said-turns.ts'

/** A sentence of a conversation, shortened to what it says. */
export type SaidSentence = {
  text: string
  seq: number
  speaker: SaidTurn['speaker']
  /** Place among all sentences, from 0. */
  at: number
  /** Place among the sentences of its turn, from 0. */
  inTurn: number
  acts: Acts
  /** Words or Chinese characters: what its length is measured in. */
  length: number
  /** Stems and pairs of characters, for likeness. */
  terms: string[]
}

/** A sentence longer than this is cut at its clauses, as speech runs on without a stop. */
const LONG_SENTENCE = 60
/** Sentences of one conversation that are looked at. */
const MOST = 1_500

/** Sentences of the turns in order, without greetings, fillers and what is meant for a machine. */
export function readSentences(turns: readonly SaidTurn[]): SaidSentence[] {
  const sentences: SaidSentence[] = []
  for (const { seq, speaker, text } of turns) {
    if (speaker === 'system') continue
    let inTurn = 0
    for (const piece of splitSentences(text).flatMap((one) => cutLong(one.text))) {
      const clean = withoutOpening(withoutFillers(piece))
      const acts = readActs(clean)
      if (clean === '' || acts.isTalk || acts.isForMachine) continue
      const length = measure(clean)
      if (length === 0) continue
      const at = sentences.length
      sentences.push({ text: clean, seq, speaker, at, inTurn, acts, length, terms: termsOf(clean) })
      inTurn++
      if (sentences.length >= MOST) return sentences
    }
  }
  return sentences
}

/** Words of Latin script and Chinese characters. */
export function measure(text: string): number {
  return text.match(/\p{Script=Han}|[[\p{L}\p{N}]--\p{Script=Han}]+/gv)?.length ?? 0
}

const OPENING =
  /^(?:(?:您好|你好|亲|hello|hi|hey|dear (?:sir or madam|team|customer))[\s,，!！。.:：]+|(?:非常|十分|很|真的很)?(?:抱歉|对不起)[^，,。]{0,12}[，,]\s*|(?:i(?:['’]m| am) )?(?:very |so )?sorry(?: to hear that| about that)?[,.]\s*(?:but )?|感谢您的[^，,。]{1,8}[，,]\s*|好的?[，,]\s*|嗯+[，,]\s*|(?:okay|ok|well|yes|no|right|sure|yeah)[,.]\s+)+/iu

/** A courtesy before what matters is left out. */
function withoutOpening(text: string): string {
  const rest = text.replace(OPENING, '')
  return rest === '' ? text : rest
}

function cutLong(sentence: string): string[] {
  if (measure(sentence) <= LONG_SENTENCE) return [sentence]
  const clauses = sentence.split(/(?<=[，；,;])/u)
  const pieces: string[] = []
  for (const clause of clauses) {
    const last = pieces.at(-1)
    if (last !== undefined && measure(last) + measure(clause) <= LONG_SENTENCE)
      pieces[pieces.length - 1] = last + clause
    else pieces.push(clause)
  }
  return pieces
}

function termsOf(text: string): string[] {
  const { words, bigrams } = tokenize(text)
  return [...words.filter((word) => /^[a-z0-9]/.test(word) && !STOP.has(word)), ...bigrams]
}

const STOP = new Set(
  'a an the i you he she it we they me my your his her our their is am are wa were be been do doe did have ha had will would can could to of in on at for with and or but so if that thi these those what when where who how not no ye just it as by from there here then than too veri ll ve re s t m d'.split(
    ' ',
  ),
)
