/** A change of form that a person still reads: what filters by words would miss. */
export type Disguise = { name: string; apply(text: string): string }

const LOOK_ALIKES: Record<string, string> = {
  ...{ a: 'а', c: 'с', e: 'е', i: 'і', o: 'о', p: 'р', s: 'ѕ', x: 'х', y: 'у' },
}
const LEET: Record<string, string> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' }

const letters = (text: string) => [...text]
const swap = (table: Record<string, string>) => (text: string) =>
  letters(text)
    .map((letter) => table[letter.toLowerCase()] ?? letter)
    .join('')

export const DISGUISES: readonly Disguise[] = [
  { name: 'zero-width', apply: (text) => letters(text).join('\u200b') },
  { name: 'spaced', apply: (text) => letters(text).join(' ') },
  { name: 'dotted', apply: (text) => letters(text).join('·') },
  {
    name: 'full-width',
    apply: (text) =>
      text.replaceAll(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
  },
  { name: 'reversed', apply: (text) => letters(text).reverse().join('') },
  { name: 'base64', apply: (text) => Buffer.from(text).toString('base64') },
  { name: 'hex', apply: (text) => Buffer.from(text).toString('hex') },
  { name: 'url', apply: (text) => encodeURIComponent(text) },
  { name: 'look-alikes', apply: swap(LOOK_ALIKES) },
  { name: 'leet', apply: swap(LEET) },
  { name: 'bidi', apply: (text) => `\u202e${letters(text).reverse().join('')}\u202c` },
  {
    name: 'tags',
    apply: (text) =>
      `请看${letters(text)
        .map((letter) =>
          letter <= '~' ? String.fromCodePoint(0xe0000 + letter.charCodeAt(0)) : letter,
        )
        .join('')}`,
  },
  {
    name: 'markdown',
    apply: (text) =>
      letters(text)
        .map((letter) => `**${letter}**`)
        .join(''),
  },
  { name: 'lines', apply: (text) => letters(text).join('\n') },
  {
    name: 'accents',
    apply: (text) =>
      letters(text)
        .map((letter) => `${letter}\u0301`)
        .join(''),
  },
]
