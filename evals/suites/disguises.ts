import { foldText } from '../../src/text/fold.ts'

/** Letters and digits only, forms, scripts and case folded away; a percentage stays one. */
export function bare(text: string): string {
  return foldText(text)
    .replaceAll('%', 'percent')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

const BASE64 = /(?:[A-Za-z0-9+/_-]\s?){12,}={0,2}/g
const HEX = /(?:[0-9a-fA-F]{2}[\s:]?){6,}/g

/** The same texts are looked through for one secret after the other. */
const READ_LATELY = 8
const lately = new Map<string, string[]>()

/** The text as it reads, and as it reads when a disguise is taken off; each one bare. */
export function readDisguises(text: string): string[] {
  const known = lately.get(text)
  if (known) return known
  const readings = takeOff(text)
  lately.set(text, readings)
  for (const oldest of lately.keys()) {
    if (lately.size <= READ_LATELY) break
    lately.delete(oldest)
  }
  return readings
}

function takeOff(text: string): string[] {
  const plain = [text, decodeUrl(text), decodeEntities(text), decodeEscapes(text), rot13(text)]
  for (const [run] of text.matchAll(BASE64)) plain.push(fromBase64(run))
  for (const [run] of text.matchAll(HEX)) plain.push(fromHex(run))
  const read = new Set(plain.map(bare).filter((one) => one !== ''))
  const own = bare(text)
  read.add([...own].reverse().join(''))
  return [...read]
}

function decodeUrl(text: string): string {
  return text.replaceAll(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
}

function decodeEntities(text: string): string {
  return text
    .replaceAll(/&#x([0-9a-fA-F]{1,6});?/g, (_, hex: string) => fromCode(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d{1,7});?/g, (_, digits: string) => fromCode(Number(digits)))
}

function decodeEscapes(text: string): string {
  return text.replaceAll(/\\u\{?([0-9a-fA-F]{4,6})\}?/g, (_, hex: string) =>
    fromCode(Number.parseInt(hex, 16)),
  )
}

function fromCode(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

function rot13(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base)
  })
}

function fromBase64(run: string): string {
  return Buffer.from(run.replaceAll(/\s/g, ''), 'base64').toString('utf8')
}

function fromHex(run: string): string {
  return Buffer.from(run.replaceAll(/[\s:]/g, ''), 'hex').toString('utf8')
}
