import { answerClauses } from './answer-text.ts'

const MAKER =
  /iphone|ipad|苹果|蘋果|华为|華為|huawei|mate ?\d|matepad|小米|红米|紅米|xiaomi|redmi|荣耀|榮耀|honor|oppo|reno|vivo|iqoo|三星|samsung|galaxy (?:s|a|z|tab|note)|pixel|一加|one ?plus|nokia|诺基亚|motorola|moto |asus|zenfone|华硕|sony|xperia|索尼|htc|realme|真我|魅族|meizu|联想|聯想|lenovo|thinkpad|macbook|imac|mac mini|surface|dell|戴尔|惠普|\bhp\b|kindle|平板|笔记本|筆電|chromebook|nothing phone/iu
const SYSTEM =
  /ipados|\bios\b|android|安卓|安卓系统|鸿蒙|鴻蒙|harmonyos|澎湃|hyperos|miui|emui|magicos|coloros|originos|oxygenos|one ui|windows ?\d|windows|macos|mac os|ubuntu|linux|统信|麒麟|chrome ?os|(?:系统|系統)(?:版本|是|嘛|，)?|\bchrome\b|\bedge\b|\bfirefox\b|\bsafari\b/iu

/** Device and system that a text names: the clauses that do, joined. `isAsked`: it answers the question for them. */
export function findDevice(text: string, isAsked: boolean): string | null {
  const clauses = answerClauses(text)
  const named = clauses.filter((clause) => MAKER.test(clause) || hasSystem(clause))
  if (!named.some((clause) => MAKER.test(clause) || isAsked || /\d/.test(clause))) return null
  if (
    !isAsked &&
    !named.some((clause) => MAKER.test(clause) && (/\d/.test(clause) || OWN.test(clause)))
  )
    return null
  const parts = named
    .map((clause) => clipped(clause, isAsked))
    .filter((clause): clause is string => clause !== null)
  const isHan = /\p{Script=Han}/u.test(text)
  return parts.length === 0 ? null : [...new Set(parts)].join(isHan ? '，' : ', ')
}

/** It is the speaker's. */
const OWN =
  /我用|我的|我手机|用的是|手机是|手機是|裝置是|电脑是|電腦是|平板是|\b(?:my|i use|using|i have|i've got|it's an?)\b/iu

function hasSystem(clause: string): boolean {
  return (
    SYSTEM.test(clause) &&
    (/\d|[一二三四五六七八九十]/u.test(clause) || /windows|mac|chrome|edge/iu.test(clause))
  )
}

const LONGEST = 40
/** Where an unasked mention goes on to something else. */
const GOES_ON =
  /(?<=\d\S*|[a-z]{3})\s+(?:but|could|would|and (?:it|i|the)|it|is|was|are|for|that|which|when|since|mobile phone|has|cannot|can't|does|doesn't|keeps|crash\w*)\b.*$/iu
const FROM =
  /^.*?(?=(?:iphone|ipad|苹果|蘋果|华为|華為|huawei|小米|红米|紅米|xiaomi|redmi|荣耀|榮耀|honor|oppo|vivo|三星|samsung|pixel|google pixel|一加|one ?plus|nokia|motorola|asus|联想|聯想|lenovo|macbook|windows|android|安卓|鸿蒙|鴻蒙|ios|ipados|系统|系統))/iu
const APP = /(?:，|,|\s)*\b(?:app|应用|版本)\s*(?:版本|version)?\s*v?\d+(?:\.\d+)+.*$/iu

/** A clause without what stands before the device; `null` where it tells a story instead. */
function clipped(clause: string, isAsked: boolean): string | null {
  const short = clause
    .replace(
      /^(?:(?:我)?(?:的)?(?:手机|手機|设备|裝置|机型|平板|电脑|電腦)?(?:型号|型號)?(?:用的)?(?:是|为|為|：|:)\s*|我用的?|it['’]?s (?:an? )?|i (?:have|use|am using) (?:an? )?|i['’]m using (?:an? )?|on (?:an? |my )?|device\s*:?\s*|裝置\s*[:：]\s*)/iu,
      '',
    )
    .replace(APP, '')
    .replace(isAsked ? /$^/u : GOES_ON, '')
    .trim()
  if (short.length <= LONGEST) return short === '' ? null : short
  const from = short.replace(FROM, '').trim()
  if (from.length <= LONGEST) return from
  return isAsked ? from.slice(0, LONGEST).trim() : null
}

const VERSION = /(?<![\d.A-Za-z])v?(\d+(?:\.\d+){1,3})(?![\d.]*\d)/giu
const OF_SYSTEM =
  /(?:ios|ipados|android|安卓|鸿蒙|鴻蒙|harmonyos|澎湃(?:os)?|hyperos|miui|emui|\w+os|macos|windows|系统|系統)(?:版本)?(?:是|为|：|:)?\s*(?:os\s*)?$/iu
const OF_APP =
  /(?:版本(?:号|號|是|为|為)?|应用|app|软件|客户端|version|商店(?:里)?(?:写|寫|显示|顯示)?|store says)\s*(?:版本|version|号|號)?\s*(?:是|为|為|：|:|is)?\s*v?$/iu

/** Versions of the app, not of the system it runs on, in order. */
export function findVersions(text: string, isAsked: boolean): string[] {
  return [...text.matchAll(VERSION)]
    .filter((match) => {
      const before = text.slice(Math.max(0, match.index - 20), match.index)
      if (OF_SYSTEM.test(before) || /[$€£¥￥]\s?$/.test(before)) return false
      if (
        /^\s?(?:元|块|塊|dollars|usd|eur|gb|mb|g\b)/iu.test(
          text.slice(match.index + match[0].length),
        )
      )
        return false
      return isAsked || OF_APP.test(before) || /^v/iu.test(match[0])
    })
    .map((match) => match[1]!)
}
