/** Says only that there is something to be asked or that something is wrong. */
const VAGUE_HAN =
  /^(?:[我俺咱]|请|麻烦|那个|那|嗯|呃|额|就是|是这样的?|我们|這個|这个|帮我|帮忙|可以|能不能|能|可不可以|想|要|需要|有|一下|下|一个|个|些|点|几个|關於|关于|咨询|諮詢|询问|問|问|请教|請教|请问|請問|反馈|反映|反應|说|講|讲|了解|看看|看一下|看|查一下|查|处理|處理|解决|解決|帮|幫|问题|問題|事情|事儿?|情况|情況|状况|狀況|疑问|疑問|故障|bug|毛病|困难|困難|出|出现|出現|遇到|碰到|不了|用不了|不能用|没法用|沒辦法用|无法使用|無法使用|不好用|不行|坏了|壞了|有误|有誤|错误|錯誤|出错|出錯|怎么回事|怎麼回事|怎么了|怎麼了|怎么办|怎麼辦|咋办|咋整|咋回事|啥情况|什么情况|什麼情況|什么意思|的|了|吗|嗎|么|嘛|呢|啊|呀|吧|哦|喔|您|你|你们|你們|客服|人工|吗|tmd)+$/iu
const VAGUE_ENGLISH =
  /^(?:\s|[,.!?;:'-]|\b(?:i|i'm|im|we|have|has|had|got|a|an|the|some|few|quick|just|need|want|would|like|to|ask|can|could|you|please|help|me|us|with|about|something|anything|question|questions|problem|problems|issue|issues|trouble|error|it|this|that|there|is|are|was|s|isn't|isnt|doesn't|doesnt|does|do|don't|dont|not|work|working|works|broken|wrong|went|assist|assistance|support|my|your|thing|things|stuff|here|again|still|now|today|so|and|hi|hello|hey|what|happened|going|on|how|know|inquiry|enquiry|matter|app|keeps|failing)\b)+$/i
/** 会员的事想问一下, a question about refunds: what is left is the topic. */
const ABOUT_HAN =
  /^(?:(?:我|想|要|请问|請問|问|問|咨询|諮詢|了解|一下|下|有个|有個|关于|關於|有关|有關)*)(.{1,6}?)(?:方面)?(?:的|那边的|這邊的|这块的?)(?:事情?儿?|问题|問題|情况|情況|东西|東西)(?:想|要|请|問|问|咨询|諮詢|了解|请教|請教|一下|下|您|你|呢|啊|吗|嗎|麻烦|帮|看|我)*[。！!？?～~]*$/u
/** 我要问退费, 充值有问题: a noun with nothing asked of it. */
const NAMED_HAN =
  /^(?:(?:我|俺)?(?:是)?(?:想|要)?(?:来|來)?(?:问问?|問問?|咨询|諮詢|了解|请教|請教)(?:一下|下)?(?:关于|關於)?([^怎么什麼哪谁誰几幾多吗嗎能可是有不没沒]{1,5})|([^怎么什麼哪谁誰几幾多吗嗎能可是不没沒我]{1,5})(?:有|出|出了)(?:点|個|个|些|了)?(?:问题|問題|异常|異常|故障))[。！!？?～~]*$/u
const ABOUT_ENGLISH =
  /^(?:i (?:have|had|got) )?(?:a |some |an )?(?:quick )?(?:questions?|problems?|issues?|inquiry|trouble|something)(?: i (?:want|need|would like) to ask)? (?:about|with|regarding|on) (?:my |the |your )?([a-z -]{2,24})[.!?]*$/i

/** Who writes more has said something; and the patterns are not for long texts. */
const LONGEST_VAGUE = 60

/**
 * What a need is about. Empty when it says only that there is one: 'I have a question', 出问题了. A topic
 * alone where no more is said of it; otherwise the text as it is.
 */
export function topicOf(text: string): string {
  const said = text.trim().replaceAll(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '')
  if (said === '') return ''
  if (said.length > LONGEST_VAGUE) return text
  if (/\p{Script=Han}/u.test(said)) {
    if (said.length <= LONGEST_VAGUE / 2 && VAGUE_HAN.test(said.replaceAll(/[\p{P}\s]/gu, '')))
      return ''
    const named = NAMED_HAN.exec(said)
    return ABOUT_HAN.exec(said)?.[1] ?? named?.[1] ?? named?.[2] ?? text
  }
  if (VAGUE_ENGLISH.test(said.replaceAll('’', "'"))) return ''
  return ABOUT_ENGLISH.exec(said)?.[1] ?? text
}

/** Whether a need names a topic and asks nothing of it. */
export function isTopicOnly(text: string): boolean {
  const topic = topicOf(text)
  return topic !== '' && topic !== text
}
