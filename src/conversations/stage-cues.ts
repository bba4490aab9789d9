/**
 * Wordings by which an agent's sentence shows its step of the service flow. All are read in folded text: Simplified
 * characters, lower case. Set phrases of a desk follow the same customs.
 */

export const GREETING =
  /[您你]好|早上好|上午好|中午好|下午好|晚上好|早安|午安|哈[喽罗啰]|尊敬的|亲爱的|欢迎(?:您|来|光|使用|致电)|很?高兴(?:能)?为您|竭诚为您|敝姓|(?:我是|这里是|我这边是)[^，。,.!?]{0,14}?(?:客服|专员|坐席|热线|工号|小\p{Script=Han})[^，。,.!?\s]{0,4}|\b(?:hello|hi|hiya|hey|dear|greetings|good (?:morning|afternoon|evening|day)|welcome to|you(?:'re| are) (?:through to|speaking (?:with|to)|chatting with)|(?:this is|i(?:'m| am)) \w+(?: (?:from|at|with) [\w' ]{1,30}?(?=$|[,.!?]))|my name(?:'s| is) \w+|\w+ speaking|\w+ here(?: (?:from|at) [\w' ]{1,30}?(?=$|[,.!?]))?|you(?:'ve| have) reached|thank(?:s| you) for (?:calling|contacting|reaching|writing|your (?:e-?mail|message|call)))\b/gu

/** Offers to listen: what the customer is asked for is what it is about. */
export const OFFER =
  /(?:请问)?(?:您)?(?:还)?(?:有|需要|遇到)(?:了)?(?:什么|哪些|啥)(?:样的|方面的)?(?:问题|事情|状况|情况|困难|事|地方|服务|协助|帮助|可以|能|需要)(?:.{0,8}(?:帮|服务|协助|效劳|解决))?(?:您|到您|您的)?(?:了|的)?(?:吗|呢|么)?|(?:怎么|如何)称呼(?:您)?|(?:how|what) (?:can|may|could|shall) (?:i|we) (?:do|help|assist)(?: you)?(?: with)?(?: (?:today|now))?|请讲|请说/gu

export const LISTENING =
  /(?:您)?(?:请|继续|慢慢|接着)(?:继续|慢慢|接着|往下)?(?:讲|说|描述)|我在(?:听|记录)|认真听|\b(?:go ahead|go on|tell me more|i(?:'m| am) listening|please continue|take your time)\b/gu

export const CLOSING =
  /还有没有?(?:.{0,8})(?:问题|事|需要|帮)|(?:还有|还需要|其他|别的|另外)(?:什么|哪些|其他|其它|别的|任何|我|需要|问题){1,3}(?:.{0,14}(?:吗|么|呢|的|需要|帮|服务|协助))|没有?其他(?:问题|需要)|感谢您?(?:的|对.{0,10}的)?(?:来电|来访|来讯|来信|咨询|谘询|使用|支持|致电|接听)|谢谢您?的?(?:来电|来讯|来访|来信|咨询|使用)|祝您|再见|满意度|评价|打(?:个)?分|\b(?:(?:is there |was there )?(?:anything|something) (?:else|more|further)|other questions|have an? (?:nice|great|good|lovely|wonderful|pleasant)|good ?bye|bye(?: bye)?|take care|rate (?:our|this|the|my)|thank(?:s| you) for (?:calling|chatting|contacting)(?:.{0,30})(?:bye|day|care))\b/gu

/** Reads back what was understood. */
export const READ_BACK =
  /[跟和向与]您(?:再|先|这边)?(?:确认|核对|核实)|(?:我|先|再|来|好)(?:来|先|再)?(?:确认|核对|复述|重复)(?:一下|下|一遍)(?!.{0,6}(?:方式|情况|进度|规定|原因))|您的?(?:意思|诉求)是|您(?:是说|是指|是想|反映的|反应的|说的是|指的是)|(?:对|是)(?:吗|吧|么|不对|不是)|这样(?:对|是|可以)?(?:吗|吧|么)|理解(?:的|得)?(?:对|没错)|\b(?:let me (?:confirm|repeat|make sure|read that back|check i)|just to (?:confirm|make sure|be sure|check|clarify)|to confirm|do you mean|you(?:'re| are) saying|am i (?:right|correct)|is that (?:right|correct)|(?:did i|have i|i(?:'ve)?) (?:get|got|understood?) (?:that|this|you|it) (?:right|correctly)|so that(?:'s| is))\b/u

/** Asks whether it worked or was understood: the solution goes on. */
export const CHECKS =
  /(?:可以|好|解决|看到|清楚|明白|收到|找到|成功|恢复|正常|行|懂)(?:了)?(?:吗|没有?|么|不)\s*[?]?\s*$|(?:试试|看看|试一下|看一下)(?:可以)?吗|(?:您看|这样|您觉得)[^，。,.]{0,8}(?:可以|行|好|合适|方便)吗|您(?:同意|接受)吗|\b(?:did (?:that|it|this) (?:help|work)|does (?:that|it|this) (?:help|work|make sense)|is it working|any (?:luck|better)|(?:is that|would that be|does that) (?:ok|okay|alright|all right|work|fine))\b/u

/** Asks for a fact without the form of a question. */
export const REQUEST =
  /(?:请|麻烦|烦请|方便|劳烦|需要|想|先|还请)(?:您|你)?(?:先)?(?:.{0,6})(?:提供|告诉|告知|报一下|报下|说一下|说下|说明|补充|描述|发一下|发给|发来|留一下|留下|输入一下|请教)|(?:告诉我|报一下|发给我|念一下|说一下|发我)|\b(?:(?:could|can|would|will) you(?: please)? (?:provide|tell|confirm|share|give|send|let me know|describe|spell|read|verify)|(?:may|can|could) i (?:have|get|take|ask|know|grab)|please (?:provide|tell me|share|confirm|send (?:me|us)|give (?:me|us)|let (?:me|us) know)|i(?:'ll| will)? (?:just )?need (?:your|the|a few)|(?:order|account|phone|reference) (?:number|id|name)(?: please)?)\b/u

/** Goes to look: look-up and analysis belong to the solution. */
export const LOOKING_UP =
  /(?:请|麻烦)?(?:您)?(?:稍等|稍候|稍后|等(?:我)?一下|等候|别挂|不要挂)|(?:查询|查看|核查|核实|看|查|确认|处理)(?:一下|下|中)|(?:帮|为|给|替)您(?:查|看|核实|处理|反馈|转|登记|申请|提交|办理|记录)|我(?:现在|这边|马上|先|来|去)(?:帮|为|给|替|就)?(?:您)?(?:去)?(?:查|看|核实|问|处理)|\b(?:(?:one|just a|a|give me a) (?:moment|second|minute|sec)|bear with me|hold on|(?:let me|i(?:'ll| will)|while i|i(?:'m| am)) (?:just )?(?:check|look|look(?:ing)?|see|find|checking|pull(?:ing)?)|looking into)\b/u

/** Tells what to do, however shortly. */
export const INSTRUCTION =
  /请(?:您)?(?:先|再|重新)?(?:打开|进入|点击?|选择?|前往|重[新启试]|尝试|试|按|登[录出]|退出|更新|升级|下载|填|提交|到|在|去|联系|参考|查看)|您?可以|建议您?|\b(?:(?:please|you can|you may|just|try to|simply) (?:open|tap|click|go|try|sign|log|restart|update|select|press|choose|enter|follow|fill|download|reinstall|contact|see|check|use|switch|turn)|try \w+ing)\b/u

/** Kind words that solve nothing. */
export const KIND_WORDS =
  /(?:非常|很|真的?|十分|实在|深感)?(?:抱歉|对不起|不好意思)(?:给您|让您|造成|影响)?(?:.{0,6}(?:添麻烦|带来|久等|困扰|不便|不好的?(?:体验|感受)|体验|阅读|麻烦))?(?:了)?|(?:给您)?添麻烦了|(?:非常|很|完全|能|我)*(?:理解|明白|体谅)(?:您|到您)?(?:的|现在的)?(?:着急的?|急切的?|不满的?)?(?:心情|感受|意思|处境)?|(?:您)?(?:先)?(?:别|不要|不用|请勿)(?:着急|担心|生气|客气|谢|急)|(?:感谢|谢谢)(?:您)?(?:的)?(?:耐心|理解|配合|等待|等候|提供|告知|信息|反馈)*|(?:让您)?久等(?:了)?|不(?:客气|用谢|谢)|客气(?:啦|了)|(?:没关系|没事|太好了|辛苦了|收到|明白|了解|好的|好|嗯+|哦+|是的|亲|呢|啦|呀|喔|哦|的|了|先生|女士|小姐)|(?:您)?(?:请)?放心|(?:您)?(?:一定|肯定)(?:很|非常)?(?:着急|担心|生气|难受)|\b(?:(?:i(?:'m| am)|we(?:'re| are)|oh|so|very|really|truly)? ?(?:so |very |really )?sorry (?:to hear (?:that|this|about .{0,30})|about (?:that|this)|for (?:the|this|any) \w+(?: \w+)?)?|i (?:completely |fully |do |totally )?(?:understand|see|appreciate)(?: (?:how|that|your) (?:\w+ ?){1,6})?|my apologies|apologies|no (?:problem|worries)|you(?:'re| are) welcome|my pleasure|of course|sure|certainly|absolutely|great|wonderful|perfect|excellent|thank(?:s| you)(?: (?:so|very) much)?(?: for (?:that|waiting|your patience|confirming|the \w+))?|okay|ok|alright|all right|right|got it|sir|madam|ma'am|(?:that|this|it) (?:must|sounds?|is|can) (?:be )?(?:so |very |really )?(?:frustrating|annoying|upsetting|worrying|awful|terrible|stressful)|let's (?:get (?:this|it|that) (?:sorted|fixed)|see what (?:i|we) can do)|regards|kind|best|wishes)\b/gu

/** Fillers of speech, in front of and between the words. */
export const FILLERS =
  /(?:呃|嗯|额|诶|哎|唉|啊|那个|这个|就是说?|然后|怎么说|喂|嘛|哈|呀|啦|吧|呐|哦|喔|噢)+|\b(?:u+[hm]+|e+r+m?|hmm+|like|you know|i mean|yeah|so|well|oh|ah)\b/gu

/** A customer's goodbye in English, words only: 'no that s all thank you bye'. */
export const FAREWELL_LATIN =
  /^(?:(?:no|nope|ok|okay|great|perfect|cool|(?:that s|thats|that is) (?:all|it|everything)|nothing else|thank you|thanks|cheers|so much|very much|a lot|for (?:your|the|all) (?:your )?help|bye|goodbye|good bye|have a (?:nice|good|great) (?:day|one)|you too|i m good) ?)+$/u
export const ENDS_LATIN =
  /\b(?:bye|goodbye|(?:that s|thats|that is) (?:all|it|everything)|nothing else|have a|i m good)\b/u

/** The same in Chinese, run together: '好那先这样', '没了没了谢谢啊再见'. */
export const FAREWELL_HAN =
  /^(?:好|的|嗯|行|那|就|吧|哦|没有?(?:别的|其他)?(?:事|问题)?了?|不用了?|解决了|[谢您你多]|感恩|再见|拜拜?|掰掰?|88|先?这样|[啊啦哈哟呀了啰喽咯哦喔囉])+$/u
export const ENDS_HAN = /没(?:有|事|了|问题)|不用|解决了|再见|拜|掰|88|先这样|就这样/u
