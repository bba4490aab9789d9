import { syllablesOf } from './syllables.ts'
import { foldTight } from './tight-text.ts'

/** Insults as they sound, written with other characters of the same sound or as pinyin, and words that sound alike. */
const INSULTS: readonly { sound: string; alike?: RegExp }[] = [
  { sound: 'sha bi' },
  { sound: 'nao can', alike: /脑惨/ },
  { sound: 'zhi zhang', alike: /纸张|执掌|职掌|指掌|之掌|只涨|值涨|至涨/ },
  { sound: 'wang ba dan' },
  { sound: 'gun dan' },
  { sound: 'cao ni ma' },
  { sound: 'qu ni ma', alike: /取你吗|去你吗/ },
  { sound: 'ni ma bi' },
  { sound: 'ta ma de', alike: /他妈的手机|她妈的|塔马的/ },
  { sound: 'fei wu', alike: /飞舞|非物|废物利用|飞吴|非无|费无|飞屋/ },
  { sound: 'bai chi', alike: /白吃|白尺|百尺|摆齿/ },
  { sound: 'shen jing bing', alike: /神经病(?:学|房|科|变)/ },
  { sound: 'bu yao lian', alike: /不要(?:连|练|恋|链|炼|联)/ },
]

/** Where an insult is heard, as offsets in `text`; null where none is. */
export function findSoundedAbuse(text: string): { start: number; end: number } | null {
  const tight = foldTight(text)
  const spoken = syllablesOf(tight.text)
  const line = spoken.map(({ syllable }) => syllable).join(' ')
  for (const { sound, alike } of INSULTS) {
    const at = ` ${line} `.indexOf(` ${sound} `)
    if (at === -1) continue
    const first = at === 0 ? 0 : line.slice(0, at).trim().split(' ').length
    const last = first + sound.split(' ').length - 1
    const [from, to] = [spoken[first]!.start, spoken[last]!.end]
    const words = tight.text.slice(Math.max(0, from - 1), to + 1)
    // Parts of two clauses are no word, nor are letters of an English one.
    if (to - from > 14 || /[，。！？,.!?;；]/.test(tight.text.slice(from, to))) continue
    if (alike?.test(words)) continue
    return { start: tight.offsetAt(from), end: tight.offsetAt(to) }
  }
  return null
}
