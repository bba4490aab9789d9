import { syllablesOf } from './syllables.ts'
import { foldTight } from './tight-text.ts'

/** Insults as they sound in other characters; none of them is part of an everyday word. */
const HEARD = [
  'sha bi',
  'nao can',
  'wang ba dan',
  'gun dan',
  'cao ni ma',
  'ni ma bi',
  'shen jing bing',
]
/** And those that in characters may be everyday words (设置账号, 消费五百): only as pinyin in letters. */
const SPELLED = [...HEARD, 'zhi zhang', 'fei wu', 'bai chi', 'ta ma de', 'jian ren', 'hun dan']

/** Where an insult is heard, as offsets in `text`; null where none is. */
export function findSoundedAbuse(text: string): { start: number; end: number } | null {
  const tight = foldTight(text)
  const spoken = syllablesOf(tight.text)
  const line = spoken.map(({ syllable }) => syllable).join(' ')
  for (const sound of SPELLED) {
    const at = ` ${line} `.indexOf(` ${sound} `)
    if (at === -1) continue
    const first = at === 0 ? 0 : line.slice(0, at).trim().split(' ').length
    const last = first + sound.split(' ').length - 1
    const [from, to] = [spoken[first]!.start, spoken[last]!.end]
    const words = tight.text.slice(from, to)
    const isHeard = /^\p{Script=Han}+$/u.test(words) && HEARD.includes(sound)
    if (isHeard || /^[a-z ]+$/.test(words))
      return { start: tight.offsetAt(from), end: tight.offsetAt(to) }
  }
  return null
}
