import { pinyin } from 'pinyin-pro'
import { stemmer } from 'stemmer'
import { foldTight } from './tight-text.ts'

/** Every syllable of Mandarin, longest alternatives first, for reading pinyin written in letters. */
const SYLLABLE =
  /(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|[aeiouv])/gy
const known = new Map<string, string>()
const RUN = /\p{Script=Han}+|[a-z]+/gu
const FIGURE = /[\d.,:%]+|[零〇一二两三四五六七八九十百千万]+/g

function syllableOf(char: string): string {
  let syllable = known.get(char)
  if (syllable === undefined) {
    syllable = pinyin(char, { toneType: 'none', type: 'array' })[0] ?? char
    known.set(char, syllable)
  }
  return syllable
}

/** The syllables of a run of letters that is pinyin all through, `null` where it is not. */
function readPinyin(run: string): string[] | null {
  SYLLABLE.lastIndex = 0
  const found: string[] = []
  while (SYLLABLE.lastIndex < run.length) {
    const match = SYLLABLE.exec(run)
    if (match === null) return null
    found.push(match[0])
  }
  return found
}

/**
 * How a text sounds: pairs of syllables of its Chinese (pinyin in letters read as such), stems and pairs of its
 * Latin words. Figures are left out. Homophones, scripts, blanks between characters and pinyin are all one here.
 */
export function soundsOf(text: string): Set<string> {
  const sounds = new Set<string>()
  const folded = foldTight(text).text
  const isChinese = /\p{Script=Han}/u.test(folded)
  for (const clause of folded.replaceAll(FIGURE, '|').split(/[^\p{Script=Han}a-z' -]+/u)) {
    let before: string | null = null
    const add = (unit: string, alone: boolean) => {
      if (alone) sounds.add(unit)
      if (before !== null) sounds.add(`${before} ${unit}`)
      before = unit
    }
    for (const [run] of clause.matchAll(RUN)) {
      const spoken: string[] | null = /[a-z]/.test(run)
        ? isChinese
          ? readPinyin(run)
          : null
        : Array.from(run, syllableOf)
      if (spoken) for (const syllable of spoken) add(syllable, false)
      else add(stemmer(run), true)
    }
  }
  return sounds
}

export type SpokenSyllable = { syllable: string; start: number; end: number }

/** The syllables of Chinese text one by one, pinyin in letters read as such, with their places in `folded`. */
export function syllablesOf(folded: string): SpokenSyllable[] {
  const found: SpokenSyllable[] = []
  for (const { 0: run, index } of folded.matchAll(RUN)) {
    if (!/[a-z]/.test(run)) {
      for (const [at, char] of Array.from(run).entries())
        found.push({ syllable: syllableOf(char), start: index + at, end: index + at + 1 })
      continue
    }
    let start = index
    for (const syllable of readPinyin(run) ?? []) {
      found.push({ syllable, start, end: start + syllable.length })
      start += syllable.length
    }
  }
  return found
}
