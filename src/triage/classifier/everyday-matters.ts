/** A game, a show, a song is talked about. */
const PLAY =
  /游戏|副本|\bboss\b|队友|打野|关卡|第.{1,2}关|新手(?:教学|引导|村)|密室逃脱|鬼屋|剧本杀|[这那]?剧[里中]|电影里|第几[集章段分]|哪一?集|歌词|歌名|[首支]歌|演唱会|综艺|外挂|血条|狙击枪|解锁.{0,4}枪|\b(?:game|level \d+|boss|teammates?|tutorial|avatar|escape room|haunted house|song|lyrics|band|episode|season \d+|sequel)\b/
/** A policy, goods, or the rules of a platform are asked about. */
const SERVICE =
  /保单|保险|[意外重疾医]{2}险|理赔|条款|免责|等待期|受益人|保修|保固|质保|库存|有货|现货|托运|行李|登机|上飞机|安装|型号|规格|兼容|乐高|模型|玩具|保质期|寄到|寄快递|邮寄|可以寄|丧礼|葬礼|骨灰盒|花圈|血压计|探测器|报警器(?:怎么|能|可以|多少|有没有)|无理由|能赔|审核|版主|分级|警[示语]|投稿|杀毒|防毒|误[报判]|点火器|[打点]不着|演练|新闻|\b(?:policy|insurance|cover(?:ed|age|s)?|warranty|in stock|luggage|suitcase|baggage|carry-on|on board|on the plane|compatible|moderators?|label|tags?|rating|antivirus|the news|toy|for sale|do you sell|detectors?|extinguishers?|first aid kit|funeral|wreath|family plan|(?:ordered|order) .{0,30}(?:arrived?|delivered|shipped))\b/
/** It is over, and only papers are wanted. */
const SETTLED =
  /(?:案子?|案件).{0,4}(?:已经?)?(?:结|完)了|结案|已经?.{0,4}(?:报警处理|追回|解决|赔了)|(?:钱|款).{0,4}(?:都|已经?)?(?:追回|退回|找回)|\b(?:settled|already (?:refunded|resolved|closed)|was (?:resolved|replaced|refunded)|case (?:is|was) closed)\b/
const ASKS =
  /[吗么呢嘛?？]|怎么|如何|怎样|可以|能不能|多少|多久|哪|什么|几|建议|\b(?:how|what|which|where|when|has(?:n't| not) (?:arrived|shipped|been delivered)|please (?:remove|add|change|cancel)|can (?:i|you)|could (?:i|you)|is (?:it|this|the|there)|are (?:there|these)|do (?:you|i|we)|does|should)\b/
/** Somebody is in need here and now, whatever else is talked about. */
const NOW =
  /不想(?:再)?活[了着下]|想死(?!你)|活不(?:下去|了)|撑不|熬不|轻生|遗书|割(?:了)?(?:自己|手?腕)|刚刚?|正在|快死|救(?:救)?我|救救|流血|出血|叫不醒|没(?:有)?(?:呼吸|知觉|意识)|(?:威胁|跟踪|追杀|打)我|我(?:家|女儿|儿子|爸|妈|老公|老婆|孩子|朋友)(?!.{0,12}(?:玩|看|买))|住址|\b(?:kill (?:myself|my)|suicidal|my (?:son|daughter|child|mum|mom|mother|dad|father|husband|wife|address|life)|right now|as we speak|just (?:took|swallowed|cut)|help me,|for real|in real life|bleeding|not breathing|want to (?:end|kill))\b/
/** Words of somebody else: a title, a line of a song. */
const QUOTED = /[「『“"'‘《][^」』”"'’》]{2,40}[」』”"'’》]/gu
const TITLED =
  /歌|曲|书名|片名|剧名|标题|那句|台词|\b(?:song|title|lyrics?|line|quote|poem|album|track)\b/

/**
 * Whether words of danger are said of a game, of goods or rules that are asked about, or of what is settled, with nobody
 * in need now. Folded text.
 */
export function isEveryday(text: string): boolean {
  const said = TITLED.test(text) ? text.replaceAll(QUOTED, ' ') : text
  if (NOW.test(said)) return false
  if (PLAY.test(said) || SETTLED.test(said)) return true
  return SERVICE.test(said) && ASKS.test(said)
}
