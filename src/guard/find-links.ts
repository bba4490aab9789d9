import { parse } from 'tldts'
import type { Span } from '../text/types.ts'
import { INVISIBLE, type PlainText, plainText } from './plain-text.ts'

export type FoundLink = Span & {
  /** As a browser would open it; `null` when it cannot be read as an address. */
  url: URL | null
  /** Written so as not to look like what it is: invisible characters, spaced or spelled-out dots, an image. */
  isDisguised: boolean
}

/** Letters of a host name: any script but Han, which is the running text around a link. */
const NOT_HAN = '(?!\\p{Script=Han})'
const WORD = `(?:${NOT_HAN}[\\p{L}\\p{N}_-])+`
/** What stands for a dot between labels, from plain to spelled out. */
const DOT = '(?:\\.|。|．)'
const DISGUISED_DOT =
  '(?:\\s+\\.\\s*|\\s*(?:\\[\\s*(?:\\.|dot|点)\\s*\\]|\\(\\s*(?:\\.|dot|点)\\s*\\)|\\{\\s*(?:\\.|dot)\\s*\\}|【\\s*(?:\\.|点)\\s*】|（\\s*(?:\\.|点)\\s*）)\\s*|\\s*[点點]\\s*|\\s+dot\\s+|•|·)'
const TAIL = '(?::\\d{1,5})?(?:[/?#\\\\][^\\s<>"\'，。；、！？（）「」『』【】《》“”‘’]*)?'

const WITH_SCHEME =
  /(?<![a-z0-9])([a-z][a-z0-9+-]{1,20})[:：]([/\\]{0,4})([^\s<>"'，；：（）、！？「」『』【】《》“”‘’]+)/giu
const BARE = new RegExp(`(?<![\\p{L}\\p{N}_@.-])${NOT_HAN}${WORD}(?:${DOT}${WORD})+${TAIL}`, 'giu')
const AFTER_HAN = new RegExp(`(?<=\\p{Script=Han})${WORD}(?:${DOT}${WORD})+${TAIL}`, 'giu')
const DISGUISED = new RegExp(
  `(?<![\\p{L}\\p{N}_@.-])(?:(?<=\\p{Script=Han})|${NOT_HAN})${WORD}(?:(?:${DISGUISED_DOT}|${DOT})${WORD})*${DISGUISED_DOT}${WORD}${TAIL}`,
  'giu',
)
const DISGUISED_AFTER_HAN = new RegExp(
  `(?<=\\p{Script=Han})(?=[a-z0-9])${WORD}(?:${DISGUISED_DOT}|${DOT})+${WORD}${TAIL}`,
  'giu',
)
const HAN_NAME =
  /(?<!\p{Script=Han})\p{Script=Han}+(?:\.|。)(?:com|cn|net|org|top|vip|xyz|cc|中国|中國|公司|网络|網絡|网址|在线)(?![\p{L}\p{N}])/giu
/** A Latin name under a Chinese ending. */
const HAN_ENDING =
  /(?<![\p{Script=Latin}\p{N}_@.-])[a-z0-9-]{2,63}(?:\.|。)(?:中国|中國|公司|网络|網絡|网址|網址|在线|在線|商城|集团)/giu
/** A spelled-out dot or a comma before an ending that is written letter by letter, or that nothing else is. */
const SPELLED_END =
  /(?<![\p{Script=Latin}\p{N}_@.-])[a-z0-9-]{2,63}(?:(?:\s+[.。]\s*|[.。]|\s*[点點丶]\s*|\s?[,，]|\s+(?:dot|dian)\s+)(?:c\s*o\s*m|c\s*n|n\s*e\s*t|o\s*r\s*g)|(?:\s*[点點丶]\s*|\s+(?:dot|dian)\s+)(?:top|vip|xyz))(?![\p{Script=Latin}\p{N}])/giu
const IMAGE = /!\[[^\]]*\]\(\s*([^)\s]*)[^)]*\)/gu
const ADDRESS = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu

/** Schemes that act without `//`. */
const ACTING_SCHEMES = /^(?:javascript|vbscript|blob|weixin|alipays?|itms(?:-\w+)?)$/i
const DATA = /^[a-z]{2,20}\/[a-z+.-]{2,40}[;,]/i
/** A title and a name with the blank left out: 'Mr.Li'. */
const HONORIFIC = /^(?:mr|mrs|ms|dr|st|no|vs)$/i
/** Also file endings; without a path they are read as file names. */
const FILE_ENDINGS = new Set(['md', 'py', 'rs', 'sh'])

/** Without a letter and one of the signs that part or open an address there is no link. */
const MAY_HOLD_LINK = /[\p{L}\p{N}][^\p{L}\p{N}]*(?:[.。．｡:：@＠[({（【•·・点點丶,，]|dot|dian)/iu

/** Everything in `text` that is a link or would be read as one, in order of appearance. */
export function findLinks(text: string): FoundLink[] {
  if (!MAY_HOLD_LINK.test(text)) return []
  const plain = plainText(text)
  const found: FoundLink[] = []
  const add = (start: number, end: number, address: string, isDisguised: boolean): void => {
    const span = { start: plain.offsetAt(start), end: plain.offsetAt(end) }
    if (found.some((link) => link.start < span.end && span.start < link.end)) return
    const isHidden = INVISIBLE.test(text.slice(span.start, span.end))
    found.push({ ...span, url: parseUrl(address), isDisguised: isDisguised || isHidden })
  }
  findImages(plain, add)
  findSchemes(plain, add)
  findUserInfo(plain, add)
  for (const pattern of [BARE, AFTER_HAN]) findBare(plain, pattern, false, add)
  for (const pattern of [DISGUISED, DISGUISED_AFTER_HAN]) findBare(plain, pattern, true, add)
  findHanNames(plain, add)
  findSpelledEnds(plain, add)
  return found.sort((a, b) => a.start - b.start)
}

type Add = (start: number, end: number, address: string, isDisguised: boolean) => void

function parseUrl(address: string): URL | null {
  try {
    return new URL(address)
  } catch {
    return null
  }
}

function findImages({ text }: PlainText, add: Add): void {
  for (const match of text.matchAll(IMAGE)) {
    add(match.index, match.index + match[0].length, match[1] ?? '', true)
  }
}

function findSchemes({ text }: PlainText, add: Add): void {
  for (const match of text.matchAll(WITH_SCHEME)) {
    const [, scheme = '', slashes = '', rest = ''] = match
    const isWeb = /^https?$/i.test(scheme)
    const isData = /^data$/i.test(scheme) && DATA.test(rest)
    if (!isWeb && !isData && slashes.length < 2 && !ACTING_SCHEMES.test(scheme)) continue
    const body = trimEnd(isWeb ? rest.slice(0, webEnd(rest)) : rest)
    if (body === '') continue
    const end = match.index + match[0].length - rest.length + body.length
    add(match.index, end, `${scheme}:${slashes}${body}`.replaceAll('。', '.'), false)
  }
}

/** Where a web address stops inside running Chinese text: `https://a.example。谢谢` ends before the stop. */
function webEnd(rest: string): number {
  const host = /^[^/?#\\]*/u.exec(rest)![0]
  const parts = host.split(/(?=。)/u)
  let end = 0
  for (const [index, part] of parts.entries()) {
    const label = part.replace(/^。/, '')
    const isLabel = /^[\p{L}\p{N}.@:_%[\]-]+$/u.test(label)
    const extends_ = index === 0 || (isLabel && isPublicName(`a.${label.replace(/[:@].*$/u, '')}`))
    if (!extends_) return end
    end += part.length
    const glued = /^(.*?\.[a-z]{2,})(?=\p{Script=Han})/iu.exec(part)
    if (glued && isPublicName(glued[1]!.split('@').at(-1)!))
      return end - part.length + glued[0].length
  }
  const path = /[。]/u.exec(rest.slice(end))
  return path ? end + path.index : rest.length
}

/** `example.com@phish.top/a` shows one name and opens another; a plain e-mail address opens nothing. */
function findUserInfo({ text }: PlainText, add: Add): void {
  for (const match of text.matchAll(ADDRESS)) {
    const end = match.index + match[0].length
    const isMail =
      text[end] !== '/' &&
      text[end] !== ':' &&
      !/^https?$|\.(?:com|cn|net|org)$/i.test(match[0].split('@')[0]!)
    if (!isMail) add(match.index, end, `http://${match[0]}`, true)
  }
}

function findBare({ text }: PlainText, pattern: RegExp, isDisguised: boolean, add: Add): void {
  const mails = [...text.matchAll(ADDRESS)]
  for (const match of text.matchAll(pattern)) {
    const body = trimEnd(match[0])
    const end = match.index + body.length
    if (mails.some((mail) => mail.index < end && match.index < mail.index + mail[0].length))
      continue
    const plainDots = body
      .replace(new RegExp(DISGUISED_DOT, 'giu'), '.')
      .replace(new RegExp(DOT, 'gu'), '.')
    const host = /^[^/?#\\:]*/u.exec(plainDots)![0]
    const rest = plainDots.slice(host.length)
    if (isIpAddress(host)) {
      if (rest !== '' && !isDisguised) add(match.index, end, `http://${plainDots}`, true)
      continue
    }
    if (!readsAsHost(host, rest, isDisguised, body)) continue
    add(match.index, end, `http://${plainDots}`, isDisguised)
  }
}

function readsAsHost(host: string, rest: string, isDisguised: boolean, body: string): boolean {
  const labels = host.split('.')
  const last = labels.at(-1)!
  if (/^www$/i.test(labels[0]!) && labels.length > 1) return true
  if (!isPublicName(host) && !isPublicName(asDrawn(host))) return false
  if (rest === '' && labels.length === 2) {
    if (FILE_ENDINGS.has(last.toLowerCase()) || HONORIFIC.test(labels[0]!)) return false
    // A missing blank after a full stop: 'done.It works'.
    if (/^\p{Lu}\p{Ll}+$/u.test(last) && !/^\p{Lu}/u.test(labels[0]!)) return false
  }
  if (!isDisguised) return true
  // '在 iOS 点 app 图标' is an instruction, '3 点 top' a time.
  return /\p{L}/u.test(labels.at(-2)!) && !(/[点點]/u.test(body) && /^app$/i.test(last))
}

/** Letters of other alphabets that are drawn like Latin ones, in the endings of names. */
const LATIN_OF = new Map<string, string>([
  ...[...'асеорхуіјѕмтпнк'].map((char, at): [string, string] => [char, 'aceopxyijsmtnhk'[at]!]),
  ...[...'αορνι'].map((char, at): [string, string] => [char, 'aopvi'[at]!]),
])

/** A host as somebody reads it who takes Cyrillic or Greek letters for Latin ones. */
function asDrawn(host: string): string {
  return host.toLowerCase().replaceAll(/\P{ASCII}/gu, (char) => LATIN_OF.get(char) ?? char)
}

function findHanNames({ text }: PlainText, add: Add): void {
  for (const match of text.matchAll(HAN_NAME)) {
    const name = match[0].replaceAll('。', '.')
    if (match[0].includes('。') && !/\.(?:com|cn|net)$/i.test(name)) continue
    add(match.index, match.index + match[0].length, `http://${name}`, false)
  }
}

function findSpelledEnds({ text }: PlainText, add: Add): void {
  for (const { 0: body, index } of text.matchAll(HAN_ENDING))
    add(index, index + body.length, `http://${body.replace('。', '.')}`, false)
  for (const { 0: body, index } of text.matchAll(SPELLED_END)) {
    const [, name = '', end = ''] =
      /^([a-z0-9-]+)(?:\s*[.。点點丶,，]\s*|\s+(?:dot|dian)\s+)(.+)$/iu.exec(body) ?? []
    if (!/[a-z]/i.test(name)) continue
    add(index, index + body.length, `http://${name}.${end.replaceAll(/\s/g, '')}`, true)
  }
}

function isIpAddress(host: string): boolean {
  return (
    /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) && host.split('.').every((part) => Number(part) < 256)
  )
}

/** Ends in a suffix under which names are registered. */
function isPublicName(host: string): boolean {
  const { isIcann, domain } = parse(host, { validateHostname: false })
  return (isIcann === true && domain !== null) || /\.example$/i.test(host)
}

function trimEnd(text: string): string {
  let trimmed = text
  for (;;) {
    const last = trimmed.at(-1)
    if (last === undefined) return trimmed
    const isUnpaired =
      (last === ')' && !trimmed.includes('(')) || (last === ']' && !trimmed.includes('['))
    if (!isUnpaired && !/[.,;:!?。、…*`~_）]/u.test(last)) return trimmed
    trimmed = trimmed.slice(0, -1)
  }
}
