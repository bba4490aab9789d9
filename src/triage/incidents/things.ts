/**
 * What the customers of most desks have trouble with, by one name in every language, so that reports in Chinese and
 * English meet. Words are folded: Simplified Chinese, lower case.
 */
const PATTERNS: readonly (readonly [string, RegExp])[] = [
  [
    'login',
    /登录|登陆|登入|登不|登上|登进|\blog(?:ging|ged)?[- ]?(?:in|on)\b|\bsign(?:ing|ed)?[- ]?in\b/,
  ],
  [
    'code',
    /验证码|动态码|短信码|校验码|\b(?:verification|security|sms|login|one[- ]time|text) (?:code|password|pin)s?\b|\botp\b/,
  ],
  ['password', /密码|\bpass(?:word|code)s?\b/],
  [
    'payment',
    /支付|付款|付不|付了款|扣款|结账|收银|下单|\bpay(?:ing|ments?)?\b|\bcheckout\b|\bpurchas(?:e|es|ing)\b/,
  ],
  [
    'recharge',
    /充值|储值|充的钱|充了|冲值|加值|\btop(?:ped|ping)?[- ]?ups?\b|\brecharg(?:e|es|ed|ing)\b|\breload(?:ed)?\b|\badd(?:ed)? funds\b/,
  ],
  ['refund', /退款|退费|退钱|\brefund(?:s|ed)?\b|\bmoney back\b/],
  ['order', /订单|\borders?\b/],
  [
    'delivery',
    /快递|包裹|物流|派送|配送|\b(?:parcel|package|shipment|deliver(?:y|ies)|courier|tracking)\b/,
  ],
  ['coupon', /优惠券|优惠码|代金券|红包|折扣码|\b(?:coupon|voucher|(?:promo|discount) code)s?\b/],
  ['membership', /会员|vip|订阅|\b(?:membership|subscription|premium)s?\b/],
  ['website', /网页|网站|官网|首页|\b(?:web ?(?:page|site)|site|home ?page)\b/],
  ['search', /搜索|搜不|搜书|\bsearch(?:es|ing)?\b/],
  ['download', /下载|\bdownload(?:s|ed|ing)?\b/],
  [
    'update',
    /版本更新|更新(?:版本|到|后|完)|升级|安装|\b(?:update|upgrade|install)(?:s|d|ed|ing)?\b/,
  ],
  [
    'publish',
    /发布|发表|发章|发文|提交|上传|投稿|发不了章|\b(?:publish|upload|submit)(?:es|s|ed|ing|ting|ted)?\b/,
  ],
  ['chapter', /章节|新章|存稿|发章|正文|\bchapters?\b/],
  ['comment', /评论|留言|弹幕|书评|\b(?:comment|review)s?\b/],
  ['message', /私信|站内信|通知|推送|\b(?:message|notification|push)s?\b/],
  ['audio', /听书|有声|音频|声音|\b(?:audio(?: ?books?)?|sound)\b/],
  ['video', /视频|直播|画面卡|\b(?:video|stream(?:ing)?|live ?stream)s?\b/],
  ['shelf', /书架|书单|收藏|\b(?:book ?shel(?:f|ves)|library|favou?rites|wish ?list)\b/],
  ['history', /阅读(?:记录|进度)|历史记录|浏览记录|进度丢|\b(?:reading )?(?:history|progress)\b/],
  ['vote', /月票|推荐票|投票|选票|\b(?:votes?|voting|monthly tickets?)\b/],
  ['reward', /积分|奖励|签到|任务|福利|\b(?:points|rewards?|bonus|loyalty)\b/],
  [
    'payout',
    /稿费|稿酬|提现|收益|版税|工资|薪水|\b(?:royalt(?:y|ies)|payouts?|withdraw(?:al|als|ing)?|earnings|salary)\b/,
  ],
  ['transfer', /转账|转帐|汇款|跨行|\b(?:transfer(?:s|red)?|remittance|wire)\b/],
  ['balance', /余额|钱包|\b(?:balance|wallet)\b/],
  ['card', /银行卡|信用卡|刷卡|磁卡|\b(?:credit|debit|bank)? ?cards?\b/],
  [
    'network',
    /宽带|断网|没网|网络断|网断|光猫|路由|信号|无线网|wifi|wi-fi|网络(?:连接)?不(?:上|好|通)|连不上网|网络(?:断)?线|\b(?:internet|broadband|router|signal)\b/,
  ],
  ['phone-call', /通话|打电话|电话打|拨打|来电|\b(?:calls?|calling|dial(?:ling|ing)?)\b/],
  [
    'check-in',
    /值机|线上报到|办理登机|登机牌|\b(?:web|online|flight)? ?check(?:ing)?[- ]?in\b|\bboarding pass(?:es)?\b/,
  ],
  [
    'booking',
    /航班|机票|车票|预订|预约|订票|订房|\b(?:flights?|bookings?|reservations?|appointments?)\b/,
  ],
  ['email', /邮箱|邮件|\be-?mails?\b/],
  ['image', /图片|照片|封面|头像|截图|\b(?:images?|pictures?|photos?|avatars?|covers?)\b/],
  ['scan', /扫码|二维码|扫一扫|\b(?:scan(?:ning)?|qr(?: code)?s?)\b/],
  [
    'identity',
    /实名|人脸|身份认证|刷脸|\b(?:face|identity|id) (?:verification|check|recognition)\b|\bkyc\b/,
  ],
  ['invoice', /发票|\b(?:invoices?|receipts?)\b/],
  ['game', /游戏|副本|\bgames?\b/],
  ['coins', /书币|金币|代币|点数|\b(?:coins?|credits)\b/],
  ['power', /停电|跳闸|供电|没电|\b(?:power (?:cut|outage|failure)|electricity)\b/],
  ['water', /停水|没水|供水|\b(?:water supply|no water)\b/],
]

/** Of so many customers' trouble that they alone say little of what is the matter. */
const GENERAL: readonly (readonly [string, RegExp])[] = [
  ['app', /\bapp\b|app|软件|客户端|手机端|应用|小程序|\bapplication\b/],
  ['page', /页面|界面|\b(?:page|screen)\b/],
  ['system', /系统|服务器|后台|\b(?:system|server|platform)s?\b/],
  ['account', /账号|账户|帐号|帐户|\b(?:account|profile)s?\b/],
  ['book', /小说|书籍|电子书|\b(?:books?|novels?|e-?books?)\b/],
]

const GENERAL_NAMES = new Set(GENERAL.map(([name]) => name))

/** The things that folded words are about; those of the desk's own words first. */
export function findThings(text: string, own: readonly OwnThing[] = []): string[] {
  const named = own.filter(({ words }) => words.some((word) => holds(text, word)))
  const known = [...PATTERNS, ...GENERAL].filter(([, pattern]) => pattern.test(text))
  return [...new Set([...named.map(({ name }) => name), ...known.map(([name]) => name)])]
}

/** A thing of the desk, with its words in all languages, folded. */
export type OwnThing = { name: string; words: readonly string[] }

export function isGeneralThing(name: string): boolean {
  return GENERAL_NAMES.has(name)
}

function holds(text: string, word: string): boolean {
  const at = text.indexOf(word)
  if (at === -1) return false
  const isLatin = (char: string | undefined) => char !== undefined && /[a-z0-9]/.test(char)
  return !(
    (isLatin(word[0]) && isLatin(text[at - 1])) ||
    (isLatin(word.at(-1)) && isLatin(text[at + word.length]))
  )
}
