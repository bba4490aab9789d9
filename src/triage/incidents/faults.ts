/** What can be the matter with a thing. Words are folded: Simplified Chinese, lower case. */
export const FAULTS = [
  'cannot-open',
  'crash',
  'error',
  'cannot-do',
  'slow',
  'silent',
  'not-arrived',
  'lost',
  'charged-wrongly',
  'wrong-display',
] as const
export type Fault = (typeof FAULTS)[number]

/** Faults that customers call by each other's names: "won't open", "keeps failing", "is down". */
export const FAMILY: Record<Fault, string> = {
  'cannot-open': 'access',
  crash: 'access',
  error: 'access',
  'cannot-do': 'access',
  slow: 'access',
  silent: 'access',
  'not-arrived': 'arrival',
  lost: 'lost',
  'charged-wrongly': 'charge',
  'wrong-display': 'display',
}

/** Verbs of what a customer does with a service, for "…不了", "无法…". Longer ones first. */
const DOING =
  '登录|登陆|登入|上传|下载|提交|播放|连接|购买|绑定|保存|领取|兑换|显示|加载|更新|安装|提现|转账|预订|预约|打印|注册|认证|验证|识别|评论|回复|切换|支付|付款|结账|下单|发布|发表|发送|同步|导出|导入|刷新|升级|激活|充值|储值|使用|访问|打开|进入|观看|阅读|投票|报到|值机|签到|查询|搜索|接收|呼叫|拨打|续费|投|登|打|点|进|开|用|付|发|传|下|刷|放|播|看|听|读|连|接|收|充|买|绑|改|存|领|签|扫|搜|查|载|装|取|转|订|拨|退|玩|关|弹|按'

const ENGLISH_NOT =
  "(?:can(?:no|')?t|cannot|can not|could(?:n't| not)|unable to|not able to|won't|will not|doesn't|does not|isn't|is not|aren't|are not|not|never|hasn't|haven't|has not|have not|didn't|did not|don't|do not|no longer|fails? to|failed to|failing to|impossible to)"
const ENGLISH_DOING =
  '(?:open|load|access|connect|log|login|sign|get (?:in|into|on|through)|reach|pay|check(?: |-)?(?:in|out)|checkout|publish|post|upload|download|submit|send|play|watch|read|listen|update|install|use|see|view|buy|purchase|book|redeem|transfer|withdraw|top|recharge|register|verify|reset|save|sync|cast|vote|scan|search|make|complete|place|add|start|launch|refresh|print|hear|call|cancel|renew|go through|work|respond|function)(?:ing|s)?'

const PATTERNS: readonly (readonly [Fault, RegExp])[] = [
  [
    'cannot-open',
    /打不开|进不去|进不了|进不来|点不开|开不了|开不起来|打不了开|(?:无法|没法|没办法|不能)(?:正常)?(?:打开|进入|访问|连接|载入|加载)|访问不了|连不上|连接不上|(?:加载|载入|读取)(?:不出来?|不了|失败)|刷不出|一直(?:在)?(?:加载|转|载入)|转圈|[白黑]屏|(?:画面|页面|屏幕|一片)(?:全|都)?(?:是)?(?:白|黑|空白)|全白|断网|断线|掉线|没网|没有网|没(?:有)?信号|(?:网|网络)(?:络)?断|红灯|\b(?:blank|white|black|empty) (?:page|screen)|\bnot (?:loading|opening|responding)|(?:stuck|keeps?) (?:on )?(?:loading|spinning|buffering)|\b(?:no|without) (?:internet|network|signal|connection|service)\b|\b(?:disconnect\w*|unreachable|offline (?:since|again|now))\b|\btim(?:es?|ed|ing)[- ]?out\b|\b(?:is|are|was|'s|went|goes|been) down\b|\bdown\?|\b50[0-4]\b|\bbad gateway\b/,
  ],
  [
    'crash',
    /闪退|崩溃|(?:又|是不是|是否|直接|都|app|软件|系统|服务器)?崩了|卡死|死机|自动退出|强退|闪崩|宕机|当机|当掉|瘫痪|挂了|\b(?:crash(?:es|ed|ing)?|fr(?:eez(?:es?|ing)|oze|ozen)|hangs?|shuts? (?:down|itself)|closes? (?:itself|by itself)|force clos\w+|outage)\b/,
  ],
  [
    'error',
    /报错|出错|错误码|错误代码|(?:网络|系统|服务器|页面|程序|未知|服务)(?:连接)?(?:错误|异常|超时|出错|繁忙|忙|故障|有问题)|故障|失灵|坏了|坏掉|不好使|不管用|不起作用|没(?:有)?(?:任何)?反应|没动静|无反应|失败|不成功|没成功|\berrors?\b|\bglitch\w*|\bmalfunction\w*|\bbroken\b|\bwent wrong\b|\bfail(?:s|ed|ing|ure)?\b|\b(?:not|n't|stopped|stop|never|no longer) (?:work|working|works)\b|\bdoes nothing\b|\bnothing happens\b|\bout of order\b|\bbugs?\b|\bdecline[ds]?\b|(?:跳出?|提示|显示|出现|弹出?)\s?[a-z]{1,3}-?\d{3,5}|\b(?:get(?:ting)?|shows?|says) [a-z]{1,3}-?\d{3,5}\b/,
  ],
  [
    'cannot-do',
    new RegExp(
      `(?:${DOING})不(?:了|上(?!班|架|市|次)|出(?:来|去)?|进去?|动|成功?|起来|到(?!一|半|两|三|\\d|底)|通|下来|过去)|(?:无法|没法|没办法|(?<!能)不能|不让)(?:正常|继续|再)?(?:${DOING})|\\b${ENGLISH_NOT} (?:\\w+ ){0,2}?${ENGLISH_DOING}\\b|\\b(?:won't|doesn't|not) let(?:ting)? me\\b`,
    ),
  ],
  [
    'slow',
    /卡顿|(?:很|太|特别|非常|超|一直|老是|总是)(?:卡|慢)|卡住|卡在|延迟|\b(?:lag(?:s|gy|ging)?|sluggish|(?:very|so|too|extremely) slow|slow(?:ly)? (?:today|now|since))\b/,
  ],
  [
    'silent',
    /没(?:有)?(?:声音|画面|图像|影像)|无声|花屏|播不出|放不出|\bno (?:sound|audio|picture|video|image)\b|\b(?:is|are|gone|went) silent\b/,
  ],
  [
    'not-arrived',
    /(?<![有是])(?:没有?|未)(?:能)?(?:收到|到账|到帐|到(?!期|位|时|底|一|半|\d)|入账|入帐|进账|进来|来(?!得)|发过来|发来|发货|加上|增加|给我|变(?!成)|更新|显示|生效|开通)|收不到|到不了|不到[账帐]|没影|没动静|迟迟(?:不|没|未)|(?:一直|还在|还是|显示|都是)(?:显示)?(?:处理中|待处理|审核中)|\b(?:not|n't|never|nothing|none|no)\b(?: \w+){0,4}? (?:arriv\w*|receiv\w*|credited|show(?:n|ed|ing|s)? up|come(?: through)?|came|appear\w*|deliver\w*|posted|reflected|going through|go(?:ne)? through|added)\b|\b(?:not|n't|never) (?:get|getting|got|gotten)\b(?! it\b)|\b(?:still )?(?:pending|stuck|processing)\b|\bstill (?:no|waiting for)\b/,
  ],
  [
    'lost',
    /不见了|消失|(?:全|都|突然|东西|钱|书|记录)(?:部)?没了|(?:被|突然|全|都|莫名)(?:部)?(?:清空|清零)|清空了|归零了|(?:是|都|全|成了)空(?:的|白)|空了|什么(?:也|都)没有|丢失|丢了|\b(?:disappear\w*|vanish\w*|(?:is|are|all|everything|everything's|been) (?:gone|missing|wiped|empty)|lost (?:all )?my (?!password|phone))\b/,
  ],
  [
    'charged-wrongly',
    /重复扣|扣了?(?:两|二|三|好几|几|多)次|多扣|乱扣|扣错|(?:钱|款|费)(?:也|都|就)?(?:被)?扣了|扣了(?:钱|款|费)|\b(?:charged (?:twice|again|double|but)|double[- ]charged|duplicate charges?|overcharged|wrongly charged|money (?:was|is|has been) (?:taken|deducted))\b/,
  ],
  [
    'wrong-display',
    /乱码|错乱|显示(?:错误|不对|异常|有误|不全|不出)|重复显示|排版(?:乱|错)|\b(?:garbled|scrambled|mixed up|wrong (?:chapter|content|page|amount|balance|order|price|name)|incorrect (?:amount|balance|content|price))\b/,
  ],
]

/** The faults that folded words tell of, in the order of the list. */
export function findFaults(text: string): Fault[] {
  return PATTERNS.filter(([, pattern]) => pattern.test(text)).map(([fault]) => fault)
}
