import type { UrgentAct } from './urgent-acts.ts'

const KIN =
  '(?:妈|爸|妈妈|爸爸|爷爷|奶奶|外公|外婆|姥姥|姥爷|老公|老婆|先生|太太|女朋友|男朋友|儿子|女儿|孩子|弟弟|妹妹|哥哥|姐姐|家人|父母|爸妈|阿嬷|阿公)'

/** Chinese, between the lines: what people say who do not name what they are about to do or what befalls them. */
export const HAN_HINTS: UrgentAct[] = [
  {
    kind: 'self-harm',
    pattern:
      /遗嘱|(?:没(?:有)?(?:什么|啥)?(?:好|可|值得)?(?:的)?|不(?:再|值得)?)留恋|(?:来生|来世|下辈子)(?:再|还|见|做|报|当|不)|(?:爸|妈|家人|孩子|老婆|老公|大家|各位|你们)(?:.{0,4})(?:保重|珍重|永别)|(?:保重|珍重)(?:.{0,6})(?:爸|妈|家人|来生|再见)|(?:窗|阳台|栏杆|护栏)(?:.{0,12})(?:跨|翻|爬|跳|腿|迈)(?:.{0,4})(?:出|过|去|上|下)|(?:跨|迈|翻)(?:出去|过(?:栏杆|护栏|围栏))|(?:我|他|她|人)(?:.{0,4})(?:在|上了?|爬上?了?|到了?)(?:.{0,6})(?:楼顶|天台|顶楼|窗台|桥栏|悬崖|铁轨)|(?:这|今天|今晚|明天)(?:.{0,4})(?:是|就是)(?:我)?(?:的)?(?:最后一(?:天|晚|夜)|忌日|最后的日子)|(?:最后一(?:天|晚|夜))(?:活|在(?:这个世界|世上|人世))|(?:想|要|好想)(?:永远|一直|彻底)(?:地)?(?:睡|休息|离开|消失)|(?:活着|人生|日子)(?:.{0,4})(?:痛苦|煎熬|折磨|没有(?:任何)?(?:乐趣|意义|希望)|为了什么)|(?:抑郁|躁郁).{0,10}(?:撑|受不|严重|发作|想死|停药)|(?:没有|失去)(?:了)?活(?:着|下去)?的(?:勇气|理由|动力|意义|念头)/,
  },
  {
    kind: 'violence',
    pattern:
      /(?:惨叫|求饶|呼救)|(?:追|撵)(?:着|赶)?(?:我|我们|她|孩子)(?:.{0,3})(?:打|跑|砍|$|，)|(?:拿|提|持|举)(?:着|了)?(?:.{0,3})(?:刀|棍|斧|枪)|追杀我|定位器|(?:一路|天天|每天|老是|总是|一直)(?:.{0,4})(?:跟|尾随|跟踪)(?:到|着|我)|(?:半夜|晚上|趁|偷偷|经常)(?:.{0,12})(?:摸|脱|亲|抱|爬)(?:了|过|上)?(?:我|我的)?(?:身|床|衣|下面|$)|(?:进|闯进|来|到)(?:了)?我(?:的)?(?:房间|卧室|被窝)|(?:摸|脱|强吻|非礼)(?:了|过)?(?:我|我的)|动手动脚|乱摸|咸猪手|(?:锁|困|绑)住我|关着我|把(?:我|我们|她|孩子|人)(?:.{0,4})(?:锁|关|困|绑|囚|扣)(?:在|起来|住|进)|(?:床底|衣柜)(?:.{0,4})(?:躲|藏)|(?:藏|躲)(?:在|到|进)(?:.{0,8})(?:床底|衣柜|柜子|卫生间|厕所|地下室|车里|楼道)/,
  },
  {
    kind: 'medical',
    pattern:
      /(?:全是|都是|好多|很多|满手|满地|一地|流(?:了)?(?:很多|好多|好大|不少)?|出|淌|止不住(?:的)?|鲜)血(?!书|本|族|型|统|缘|压|糖|脉|腥|汗|液)|血.{0,4}(?:停不|止不)|(?:心口|心脏|胸口|胸)(?:.{0,4})(?:疼|痛|绞|闷|不舒服)|(?:脸|嘴唇?|嘴巴|全身|手指)(?:.{0,4})(?:发?紫|发?青|发黑|煞白)|(?:头|我)(?:.{0,4})(?:好|很|越来越)?晕(?:.{0,8})(?:站不|倒|煤气|瓦斯|起不)|(?:煤气|瓦斯|燃气|天然气)(?:.{0,6})(?:漏|味|重|臭|泄)|(?:喘|呼吸)(?:.{0,4})(?:不|困难|急促|吃力|停)|翻白眼|僵(?:硬|了)|(?:头|手|腿|脚)(?:.{0,3})(?:断了|摔破|砸破|流血)|(?:快|要)(?:憋|疼|痛)(?:死|晕)/,
  },
  {
    kind: 'missing',
    pattern:
      /(?:人|孩子|儿子|女儿|她|他|妹妹|弟弟|妈|爸|老人|朋友|室友)(?:.{0,12})(?:没影|不见踪影|没了踪影|不知(?:去向|所踪|道去哪)|不知道(?:跑|去)(?:哪|了)|跑了|走了(?:就)?没)|留(?:了|下)(?:一)?(?:张|封|条)?(?:纸条|字条|便条|信|遗)(?:.{0,10})(?:走|没|不见|人|离)/,
  },
  {
    kind: 'fire',
    pattern:
      /(?:全是|都是|大|好大的?|着|起)火(?!爆|锅|热|影|车|箭|星|辣|把|腿|机)(?:.{0,6})(?:了|和|我|烧|$|，|屋|楼|家|出|困|卫生间|快)|火势|火光|烧(?:着|起)(?:了|来)|爆炸(?:了|声)?|(?:困|压|埋|卡)(?:在|住)(?:了)?(?:.{0,6})(?:电梯|废墟|车里|楼|屋|水|洞|山)|(?:洪水|大水|泥石流|山洪|龙卷风)/,
  },
  {
    kind: 'self-harm',
    pattern:
      /农药|安眠药|百草枯|老鼠药|敌敌畏|氰化物|烧炭|刀片.{0,8}(?:划|割|手|疼|痛)|(?:划|割|切)下去|喝(?:了|下|完)(?:那|这)?(?:瓶)?药|(?:吃|吞)(?:了|下|完)(?:好多|很多|一堆|一把|一大把|整瓶|一瓶|全部|所有|几十|一百)(?:.{0,3})(?:药|片|颗|粒)|药.{0,4}(?:全|都)(?:吃|吞)(?:了|下)/,
  },
  {
    kind: 'self-harm',
    pattern:
      /(?:先走一步|永别|诀别|长眠|长睡|道(?:个|一)?别(?!墅)|交代(?:一下)?后事|安排后事|遗产|遗愿|骨灰|棺材(?!本)|葬礼|投胎|阴间|黄泉|阎王)|(?:死|走|离开|消失|睡)(?:了|掉|去|过去)?(?:会|就|才|比较|可能|也许|反而|是不是)(?:.{0,3})(?:更|比较|就)?(?:轻松|好(?:一点|些|了|吧)?|解脱|干净|安静|自由|不(?:痛|疼|累))|一睡不(?:醒|起)|永远(?:睡|闭上|离开|消失)|(?:睡|闭)(?:着|上眼)?(?:.{0,4})(?:不(?:用|想|要|再)(?:再)?(?:醒|起来|睁))|(?:别|不用|不要|不必|用不着)(?:再|来|去)?(?:找|联系|回复?|管|理|救|等|劝|拦)(?:我|了)(?!.{0,4}(?:要|收|充|钱|推销|短信|广告|电话号码)).{0,14}(?:想好|决定|结束|走了|再见|了断|够了|$)/,
  },
  {
    kind: 'self-harm',
    pattern: new RegExp(
      `(?:去|来|要|想|该|就)(?:.{0,3})(?:找|陪|见)(?:我)?(?:的)?${KIN}(?:.{0,12})(?:去世|过世|不在了|走了|天堂|那边|天上|在那)|${KIN}(?:.{0,6})(?:去世|过世|不在了|走了).{0,24}(?:去(?:找|陪|见)|跟着|随)|(?:没有?人|谁(?:也|都)|有谁)(?:.{0,4})(?:在乎|在意|想起|记得|记住|关心|需要|爱|发现|会哭)(?:我)?|(?:没有|少了|没了)我(?:.{0,8})(?:更|好|轻松|一样|幸福|转)|(?:拖累|连累|累赘|负担|多余的|废物|没用的人|不配活|不该(?:活|出生|来到))|(?:走投无路|万念俱灰|心如死灰|没有(?:任何)?(?:盼头|活头|希望可|出路|退路)|看不到(?:任何)?(?:希望|出路|未来|明天)|不知道(?:为什么|怎么)活|活成这样|人生(?:没|毫无)|(?:人生|生活|世界|生命)(?:.{0,4})(?:没(?:有)?意(?:义|思)|绝望|无望|太苦|到头))`,
    ),
  },
  {
    kind: 'self-harm',
    pattern: new RegExp(
      `(?:告诉|转告|跟|和|对|替我|帮我)(?:.{0,4})(?:我)?${KIN}(?:.{0,4})(?:说|讲)?(?:.{0,4})(?:我(?:很|好|永远)?爱|对不起(?:他|她|你)|别(?:难过|伤心|哭)|下辈子|照顾好)|对不起(?:.{0,3})(?:爸|妈|父母|孩子|家人|大家|所有人)|(?:今晚|今天|明天|过了?今|今夜|这之后|以后)(?:.{0,4})(?:过后|之后|以后|起)(?:.{0,8})(?:不用|不必|不会|没有|再也)|(?:最后(?!一)|临走|走之前|死前|临终|离开之?前|走以?前)(?:.{0,10})(?:想|问|看|说|告诉|求|心愿|愿望|请求).{0,20}(?:删|走|再见|谢谢|我|吧|$)(?=.{0,0})`,
    ),
  },
  {
    kind: 'violence',
    pattern:
      /(?:堵|拦|蹲|围)(?:在|住|着|了)?(?:.{0,4})(?:家|楼|门|校|厕所|公司|单位|路上|我)(?:.{0,3})(?:口|下|里)?|点火|纵火|泼汽油|浇汽油|传销|园区.{0,8}(?:逃|骗|出不|救)|(?:不让|不许|不准|不放)(?:我|我们|他|她)?(?:走|离开|出门|出去|回家|回来|跟家里联系)|(?:没收|收(?:走|了)|拿走|抢走|扣(?:下|了|住))(?:了)?(?:我|我的)?(?:.{0,3})(?:手机|身份证|护照|证件)|(?:手机|身份证|护照|证件)(?:.{0,4})(?:被|让|给|都)(?:.{0,4})(?:没收|收走|收了|拿走|抢|扣)|(?:帮|替)(?:我|忙)报(?:个)?警|(?:请|快)(?:.{0,3})报警|求救|抢劫|被抢|入室|(?:进|闯|溜)(?:了|进)?(?:我|我们)?家(?:.{0,4})(?:里|门)?(?:偷|抢|有人|小偷|贼|了人)|家里(?:.{0,3})(?:进(?:了)?(?:贼|人|小偷)|有贼)|敲诈|勒索|恐吓|(?:威胁|逼着|要挟|胁迫|强迫)(?:了)?(?:我|着我|我们|他|她|孩子|说|要|作者)(?!.{0,4}(?:看广告|更新|升级|充值才))|(?:被|遭)(?:.{0,6})(?:霸凌|欺凌|围殴|群殴|下药|迷晕|拐|卖|侵犯|骚扰)|(?:有人|他们?|她)(?:要|想)害我|(?:同学|老师|爸|妈|继父|继母|老公|丈夫|男友|前任|前夫)(?:.{0,4})(?:打|掐|踢|虐待|动手|施暴|家暴)|虐待(?:儿童|孩子|老人|我)/,
  },
  {
    kind: 'medical',
    pattern:
      /羊水破|要生了|早产|噎(?:住|着|到)|窒息|烫伤|骨折|摔(?:下|伤|断|倒)(?:.{0,6})(?:楼|动不了|起不来|流血|不能动)|站不起来|动(?:弹)?不了|没(?:了)?脉搏|说不(?:出|了)话|(?:吐|流|咳|出)(?:了)?(?:很多|好多|一口)?血(?!书|本)|血(?:很多|流|一地)|发(?:病|作)(?:.{0,6})(?:药|救|倒)|(?:打不通|叫不到|等不到)(?:.{0,3})(?:急救|120|救护)|(?:急救|抢救|救护车|心脏骤停|过敏.{0,6}(?:喉|呼吸|肿)|哮喘.{0,6}(?:发|犯|喘)|癫痫.{0,6}发|低血糖.{0,6}(?:晕|倒))|电池.{0,4}(?:吞|吃)|(?:吞|吃)(?:了|下|进).{0,6}(?:电池|硬币|磁铁|干燥剂|洗衣)/,
  },
  {
    kind: 'missing',
    pattern:
      /(?:到现在|至今|一直|还|都|两天|三天|昨晚|一夜|整晚)(?:.{0,4})(?:没|不)(?:有)?(?:回(?:家|来)|见(?:到)?人|消息|音讯|联系)(?!.{0,4}(?:客服|你们|我的工单|处理))|(?:孩子|小孩|儿子|女儿|闺女|老人|妈|爸|奶奶|爷爷|妹|弟)(?:.{0,4})(?:不见了|丢了|走丢|跑丢|没了(?:踪|消|影)|找不(?:到|着)(?:了|人|他|她|$|，))|(?:去见|见面|约见|赴约|奔现).{0,20}(?:没回|不接|关机|联系不|失联|没消息|到现在)|被拐|(?:查|定位|告诉|提供)(?:.{0,4})(?:位置|ip|定位|登录地).{0,10}(?:孩子|儿子|女儿|人|找)|(?:最后|最近)(?:.{0,3})(?:登录|上线|定位|出现|联系).{0,16}(?:找|平台|你们|书店|这里)/,
  },
  {
    kind: 'fraud',
    pattern:
      /(?:登录?|登)(?:了|上)?我(?:的)?(?:账号|帐号|号|账户).{0,16}(?:打赏|刷|充|花|转|买|送|消费)|(?:疯狂|不断|连续|不停|一直在|还在|正在)(?:地)?(?:打赏|刷|扣(?:钱|款|我)|转账?|消费|划)|(?:钱|余额|存款|款)(?:.{0,4})(?:一直|正在|在|不断|还在|一笔笔|一笔一笔)(?:.{0,3})(?:扣|少|转|没|减|流)|(?:转|汇|打)(?:给|到|去|过去|出去)(?:了)?(?:.{0,8})(?:才|之后)?(?:发现|知道)(?:.{0,4})(?:被骗|骗|假|上当)|(?:骗子|诈骗|假的客服|被骗)(?!.{0,10}(?:小说|文|主角|题材)).{0,20}(?:追回|怎么办|转|汇|万|千|钱|冻结|截|止付)|(?:刷|打赏|充|花|转|扣)(?:了|掉|走|光).{0,4}(?:[一二三四五六七八九十两几\d]+万|[六七八九]千|全部)|棺材本|救命钱|养老钱|血汗钱|手术费/,
  },
]

/** English, between the lines. */
export const ENGLISH_HINTS: UrgentAct[] = [
  {
    kind: 'self-harm',
    pattern:
      /\b(?:ledge|noose|suicidal|window ?sill|train tracks|railway tracks|rooftop|good ?bye,? (?:everyone|everybody|all|my friends?|forever|mom|mum|dad|world)|farewell|(?:left|wrote|leaving|found) (?:me |us |behind )?(?:a |her |his |this )?(?:goodbye |farewell |suicide |last )?(?:note|letter)\b.{0,30}(?:sorry|goodbye|gone|pills|love|die|dead|miss)|(?:took|take|taking|swallow\w*) (?:\w+(?:'s)? ){0,3}(?:sleeping )?pills|never (?:wake|see|come back|be here)|fall asleep and|(?:want|going|hope) to (?:sleep|fall asleep)(?: \w+){0,3} (?:forever|never|not wake)|(?:no|any|lost (?:all )?(?:the )?)(?: will| reason| desire| strength) to (?:live|go on|carry on|keep going|continue)|(?:life|living|existence) (?:is|has become|feels) (?:too |so |just )?(?:painful|hard to bear|hell|torture|empty|meaningless|unbearable|pointless)|(?:can'?t|cannot) (?:bear|stand|face|endure) (?:living|life|another day|being alive|the pain|it any ?more)|(?:hanging|end|ended|ending) (?:myself|things|my (?:life|story|pain|suffering))|depress\w*\b.{0,30}(?:die|dying|end|live|life|point))\b/,
  },
  {
    kind: 'violence',
    pattern:
      /\b(?:(?:locked|shut|tied|trapped|dragged|pushed|threw|thrown|pinned) (?:me|us|her|him|my \w+)\b(?! out of (?:my|our|the|her|his) (?:\w+ )?account)|(?:under|behind|inside) (?:the|my) (?:bed|closet|wardrobe|bathroom|basement|cellar|attic)\b|(?:broke|break|breaking|broken|forced|forcing|climb\w*|trying to get) (?:in|into|through)(?:to)? (?:my|our|the) (?:\w+ )?(?:house|home|flat|apartment|room|window|door|place|garage)|(?:parked|waiting|standing|lurking|sitting|hanging around) (?:right )?(?:outside|in front of|near|at) (?:my|our|the)|(?:threatened|threatens|threatening) (?:me|us|her|him|my|to)|(?:chas(?:ed|es|ing)|hunt(?:ed|s|ing)|watch(?:es|ing)) (?:me|us|after me)\b|(?:screaming|screams)\b.{0,30}(?:next door|neighbou?r|help|woman|man|child)|put (?:a )?tracker|track(?:er|ing) (?:on|in|under) my (?:car|phone|bag)|touch(?:ed|es|ing) (?:me|my (?:body|daughter|son|child))|groom(?:ed|ing) (?:my|me|him|her|children))\b/,
  },
  {
    kind: 'medical',
    pattern:
      /\b(?:bleed\w*|blood (?:everywhere|all over|is|won'?t|pouring|keeps)|(?:lips?|face|skin|baby|he|she) (?:is |are |'s |has |have )?(?:turn(?:ed|ing)|gone|going) (?:blue|purple|grey|gray|white)|(?:doesn'?t|does not|isn'?t|not|won'?t|can'?t) (?:breathe|breathing|respond|wake|move|answer me)\b|gasping|fit|collaps\w+|smell(?:s|ing)? (?:of )?gas|gas smell|dizzy\b.{0,20}(?:gas|faint|fall|stand)|overdos\w+)\b(?<!\bfit)/,
  },
  {
    kind: 'self-harm',
    pattern:
      /\b(?:(?:no ?body|no one|none of you|who) (?:will|would|is going to|'ll|even) ?(?:even )?(?:miss|notice|care|remember|mourn|cry for)(?: (?:me|if i|when i|that i|about me))?\b|i(?:'ve| have)? (?:had|have) enough of (?:life|living|everything|this (?:life|world))|no way out|(?:just )?(?:want|need) (?:it|the pain|everything|this) (?:all )?to (?:stop|end|be over)|make (?:it|the pain) (?:all )?stop|sleep (?:forever|and never)|(?:won'?t|will not|not) be a burden|a burden (?:to|on) (?:everyone|my|them|you)|(?:don'?t|do not|no need to) (?:bother )?(?:look|looking|come looking|search) for me|disappear(?:ed)? (?:for good|forever)|(?:tell|let) (?:my|him|her|them|everyone)(?: \w+){0,3} (?:know )?(?:that )?i (?:love|loved|'m sorry|am sorry)|this is (?:it for me|the end(?: for me)?|goodbye|my goodbye)|i(?:'m| am) (?:giving up on|leaving|checking out of|sick of|so tired of|done with) (?:life|living|this (?:world|life)|being alive|existing)|(?:final|last) (?:wish|request|words?|letter|will)|(?:i'?ve|i have|i) (?:made|make) (?:up )?my (?:peace|mind)\b.{0,30}(?:tonight|end|goodbye|die|gone|over)|ready to (?:go|leave) (?:this|for good|forever)|(?:pills|sleeping tablets|rope|noose|razor(?: blade)?s?|bleach|pesticide)|wouldn'?t (?:matter|care) if i (?:died|disappeared|was gone)|can'?t (?:see|find) (?:a|any|the) (?:future|hope|way (?:out|forward)|reason)|hopeless|worthless|hate (?:my life|being alive|myself))\b/,
  },
  {
    kind: 'violence',
    pattern:
      /\b(?:(?:holding|held) (?:me|us|him|her)\b(?! (?:up|for|on|off|to|back)\b)|(?:won'?t|will not|doesn'?t|do not|don'?t|refuse[sd]? to) let (?:me|us|him|her) (?:go|leave|out|call|talk)|took (?:away )?(?:my|our|her|his) (?:phone|passport|id|keys)|nudes?\b.{0,40}(?:send|post|pay|money|leak|share|publish)|(?:has|have|got) my (?:nudes?|nude|private|intimate)|black ?mail\w*|extort\w*|ransom|traffick\w*|(?:somebody|someone|people|he|she|they|everyone|you) (?:is|are|'s|'re) (?:going to|gonna) (?:get hurt|pay for|regret|die|be sorry)|(?:robbed|mugged|robbery|burglar\w*|intruder\w*|break-?in)|(?:shoot|blow|shooting|bomb)(?:ing)? (?:up )?(?:our|my|the|your|a) (?:school|class|office|church|mall|station)|(?:hits?|beats?|hurts?|slaps?|punch(?:es|ed)?|kicks?|abuses?|rapes?|grabbed|chok(?:es|ed)|touch(?:es|ed)) (?:me|us|my (?:mum|mom|mother|sister|brother|kids?|child(?:ren)?))\b|(?:abusive|violent) (?:husband|partner|boyfriend|father|stepfather|ex|man|home|mother|parents)|following me (?:home|everywhere|around|for|from|in|on the (?:street|bus|train))|(?:scared|afraid|terrified|frightened)\b.{0,20}\b(?:of him|he|she|they|of my \w+|hurt|kill|alone)\b|(?:someone|somebody|he|she|they) (?:wants?|want|tried|tries) (?:me dead|to (?:hurt|get|kill|rape|poison|burn|take) (?:me|us|my|our)))\b/,
  },
  {
    kind: 'medical',
    pattern:
      /\b(?:heart attack|stroke\b(?! (?:width|of (?:luck|genius|midnight)|order|count))|can'?t (?:move|feel|stand|see anything|swallow|stay awake)\b.{0,24}(?:arm|leg|side|body|up|help|left|right|face|anything|alone|$)|losing (?:\w+ )?(?:blood|consciousness)|won'?t stop bleeding|(?:fell|fallen|falls) (?:down |off |from )?(?:the |a )?(?:stairs|ladder|roof|window|balcony|floor)|waters? (?:broke|has broken|have broken)|in labou?r|having (?:a )?(?:baby now|contractions|convulsions)|turning blue|foaming|convuls\w+|anaphyla\w+|epipen|insulin|numb\b.{0,16}(?:arm|face|side)|emergency (?:room|services)|paramedics?|ambulance)\b/,
  },
  {
    kind: 'missing',
    pattern:
      /\b(?:(?:never|not|hasn'?t|didn'?t|haven'?t) (?:come|came|been|returned?) ?(?:back|home)\b(?! (?:to (?:life|the app)|online|from hiatus))|went to meet\b|(?:run|ran|running) away from home|(?:who|where) (?:was|is|are) (?:she|he|my (?:son|daughter|child|kid|girl|boy|sister|brother))\b.{0,40}(?:last|missing|talk|chat|log|now)|(?:nobody|no one) (?:knows|has seen|can find|can reach) (?:where )?(?:him|her|she|he|my)|last (?:seen|online|logged in|used)\b.{0,40}(?:missing|police|find|gone|home|her|him))\b/,
  },
  {
    kind: 'fraud',
    pattern:
      /\b(?:(?:drained|emptied|wiped(?: out)?|cleaned out|cleared out|stole|stolen|took|taken|withdrew|withdrawn|siphoned|spent)\b.{0,24}\b(?:from|out of|off|of) (?:my|our|her|his) (?:\w+ )?(?:card|account|bank|savings|wallet|paypal|phone)|(?:my|our|her|his) (?:\w+ )?(?:card|account|bank account|savings|wallet)\b.{0,12}(?:has been|was|is|got|being|are) (?:\w+ )?(?:drained|emptied|wiped|cleaned out|cleared|hacked into|used by)|all (?:of )?(?:my|our|her|his) (?:money|savings|cash)|(?:savings|pension|inheritance) (?:is|are|was|were) ?(?:all )?(?:gone|lost|stolen)|(?:still|keeps?|now|currently) (?:charging|withdrawing|taking|spending|transferring|buying)\b.{0,30}(?:money|card|account|my|dollars)|(?:scam(?:mer|med)?|fraud(?:ster|ulent)?|phish(?:ed|ing)|con ?artist)\b.{0,40}(?:transfer|wire|paid|sent|code|bank|stop|account|money)|(?:transferred|wired|sent|paid)\b.{0,40}(?:scam|fraud|fake|turned out))\b/,
  },
]
