import { findSpecifics } from '../text/specifics.ts'
import type { Span } from '../text/types.ts'

/** From here on a loss is large, in the currency's own units. */
const LARGE: Record<string, number> = {
  CNY: 5_000,
  USD: 800,
  HKD: 6_000,
  TWD: 20_000,
  EUR: 700,
  GBP: 600,
  JPY: 100_000,
}
const LARGE_PLAIN = 5_000

const LOST =
  /不翼而飞|被(?:盗|骗|刷|转走|划走|偷|人转|套走|扣走?|坑)|盗刷|没了|不见了?|丢了|消失|损失|亏了?|充(?:进去|光|了|值了|掉)|打赏了?|(?:全|都|一下)(?:.{0,4})(?:扣|刷|花)|刷(?:走|了|光)|扣(?:了|走)|转走|卷走|骗走|偷偷|蒸发|打水漂|\b(?:vanish\w*|disappear\w*|stolen|gone|missing|lost|lose|drained|scammed|charged|withdrawn|taken|(?:took|take) .{0,24}(?:from|out of) (?:my|our)|wiped|cheated|defrauded|spent|hacked)\b/
const SAVINGS =
  /(?:全部|所有|一辈子|毕生|半辈子|多年)(?:的)?(?:积蓄|存款|身家|家当|钱)|养老(?:钱|金)|救命钱|看病的?钱|(?:积蓄|存款)(?:.{0,6})(?:没了|被|全)|倾家荡产|血本无归|\b(?:life savings|all (?:of )?(?:my|our) (?:savings|money)|retirement (?:fund|money|savings)|pension)\b/
const MONEY_WORDS =
  /积蓄|存款|钱|款|块|充值|账户|卡里|余额|\b(?:grand|account|card|savings|money|bank)\b/
/** Directly after a number it counts something else than money. */
const COUNTED =
  /^\s?(?:星币|赠币|书?币|积分|字|本|章|人|个|次|张|票|条|集|star coins|coins|words|chapters|books|readers|points)/
/** Directly before a bare number it makes the number a sum of money. */
const SPENT =
  /(?:充|刷|打赏|骗|转|扣|花|亏)(?:值|走|掉|进去)?(?:了)?(?:我|他|她|有|快|近|将近|大概|差不多)?\s?$/
const GRAND =
  /\b(\d+(?:\.\d+)?|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|five|six|seven|eight|nine|two|three|four) (?:grand|thousand)\b|\b\d+k\b/

/** Directly before it: a number that is dialled, or that names something. */
const NAMED =
  /(?:打(?:了|过)?(?:电话)?|拨打?|致电|热线|电话|短信|号码?|編號|编号|号|id|uid|订单号?|尾号|工号|账号|账户|验证码|版本|密码|邮编|no\.?|number|order|hotline|call(?:ed)?)\s?(?:是|为|给)?[:：#]?\s?$/
/** Hotlines: operators, banks, services, insurers; 400 and 800 numbers. */
const HOTLINE = /^(?:100\d\d|95\d{3}|12[13]\d\d|96\d{3,4}|11[0489]\d\d|[48]00\d{7})$/

/** Where a customer tells of losing a large sum; `null` when nothing is lost, or little. */
export function findLargeLoss(text: string): Span | null {
  if (!LOST.test(text) && !SAVINGS.test(text)) return null
  const savings = SAVINGS.exec(text)
  if (savings !== null && LOST.test(text)) return spanOf(savings)
  if (!LOST.test(text)) return null
  const grand = GRAND.exec(text)
  if (grand !== null && MONEY_WORDS.test(text)) return spanOf(grand)
  for (const { kind, key, start, end } of findSpecifics(text)) {
    const [, currency, amount] = key.split(':')
    if (kind === 'amount' && Number(amount) >= (LARGE[currency!] ?? LARGE_PLAIN))
      return { start, end }
    const isMoney = MONEY_WORDS.test(text) || SPENT.test(text.slice(Math.max(0, start - 6), start))
    if (COUNTED.test(text.slice(end, end + 8))) continue
    const isName = NAMED.test(text.slice(Math.max(0, start - 12), start))
    if (kind === 'number' && (isName || HOTLINE.test(text.slice(start, end)))) continue
    if (kind === 'number' && Number(currency) >= LARGE_PLAIN * 2 && isMoney) return { start, end }
  }
  return null
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length }
}
