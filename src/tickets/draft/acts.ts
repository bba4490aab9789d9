import { foldText } from '../../text/fold.ts'

/** What a sentence does in a conversation; each from 0 to 1, by the cues in it. */
export type Acts = {
  /** Greeting, thanks, waiting, assent: nothing that a ticket needs. */
  isTalk: boolean
  isQuestion: boolean
  /** Tells of trouble or asks for something. */
  need: number
  /** The agent did something in the matter. */
  done: number
  /** How it ended. */
  result: number
  /** The agent binds the desk to something to come. */
  promise: number
  /** What the customer is to do, or what comes next. */
  step: number
  /** Tells the software what to do, not the agent. */
  isForMachine: boolean
}

const TALK =
  /^(?:(?:您好|你好|hello|hi|hey|dear|喂|嗨|早上好|下午好|晚上好|good (?:morning|afternoon|evening)|在吗|在的?|客服在吗|有人吗|哈喽|请讲|请说|您请[讲说])[^，。,.!！?？]{0,12}|(?:好的?|嗯+|对+|是的?|行|可以|没问题|没事|ok(?:ay)?|sure|yes|yeah|no|right|alright|fine|great|got it|i see|correct)(?:[,，\s]*(?:谢谢|谢了|thanks?(?: you)?|知道了|明白了?|了解|好的?|我试试))?|(?:非常|十分|多谢|谢谢|感谢|感恩|thanks?|thank you|many thanks|cheers)[^。.?？]{0,40}|不客气[^。]{0,8}|(?:you'?re|you are) welcome.*|再见|拜拜|bye.*|goodbye.*|(?:祝您|祝你|have a (?:nice|good|great)).*|(?:请|麻烦)?(?:您)?稍[等候].*|(?:one|just a) moment.*|please (?:wait|hold).*|hold on.*|(?:很|非常|十分|真的很)?(?:抱歉|对不起|不好意思).{0,22}|(?:i(?:'m| am) )?(?:very |so |really )?sorry(?: to hear that| about (?:that|this)| for (?:that|this|the (?:trouble|inconvenience)))?|(?:请问)?(?:还)?有(?:什么|其他).{0,10}(?:帮|问题).{0,6}|.{0,8}(?:is there )?anything else.{0,30}|(?:很)?高兴为您服务.*|.{0,14}(?:工号|客服).{0,10}为您服务.*|how (?:can|may) i help.*|.{0,40}how (?:can|may) i help you.*|您先?别(?:着)?急.*|请(?:您)?放心.*|理解您?的.{0,8}|明白|了解|i understand|晚安|没了|没有了.*|哈+|呵+|嘿+|hmm+|haha.*)[\s。.!！~～?？,，]*$/u
const QUESTION =
  /[?？]\s*$|(?:请|麻烦|方便)(?:您|你)?(?:先|再)?(?:提供|报|告诉|告知|留|说)(?:一?下|个)?(?!给)|^please (?:provide|give me|tell me|share)|(?:吗|呢|么)[。\s]*$|(?:怎么|如何|什么|多少|哪|几点|几号|是不是|能不能|可不可以|有没有|为啥|为什么)[^。，]*$|^(?:(?:and|so|but),? )?(?:(?:what|which|who|where|when|why|how)(?:'s|'re)?(?: \w+){0,2} (?:is|are|was|were|do|does|did|can|could|will|would|should|have|has|to|much|many|long|often|about)\b|(?:is|are|was|were|do|does|did|can|could|would|will|have|has|may|should) (?:you|i|we|it|there|this|that|the|they|he|she|my|your)\b)/u
const NEED =
  /没(?:有)?(?:到|反应|声|收|发|显示|处理|人|给|办法)|不(?:了|能|到|出|对|行|见|动|上|开|生效|接受|显示|满意)|无法|失败|报错|错误|闪退|卡|白屏|空白|乱码|扣|盗|骗|丢|坏|投诉|客诉|反映|建议|希望|想(?:问|要|请|咨询|知道|改|申请)|请问|怎么(?:办|改|用|取消|开|还|弄|会)|能不能|可不可以|为什么|为啥|退款|退费|退钱|拖|一直|还没|至今|到现在|问题|故障|异常|停电|断|漏|破损|威胁|危险|害怕|求|帮我|多少钱|什么时候|条件|\b(?:not|n't|never|cannot|can't|won't|doesn't|didn't|isn't|nothing|no (?:sound|answer|reply|reaction)|crash\w*|blank|white|empty|fail\w*|error|problem|issue|trouble|wrong|broken|stuck|hangs?|stops?|stopped|lost|missing|charged?|hacked|stolen|complain\w*|suggest\w*|refund|refuse|rude|late|waiting|waited|down|scam\w*|threat\w*|damaged|how (?:do|can|much|long|to)|i(?:'d| would) like|i (?:want|need)|could you|is there|please|when (?:do|does|will|is))\b/u
const DONE =
  /(?:已经?|刚刚?|现在|这边|马上|先)?(?:帮|为|给|替)(?:您|你).{0,8}(?:登记|记录|提交|申请|反馈|转接|转交|催|查|冻结|解|改|开|退|补|重置|处理|恢复|上报|安排|核实|备注|取消|加急)|已(?:经)?(?:登记|记录|提交|申请|反馈|转交|上报|冻结|退|补发|重置|处理|恢复|收到|核实|取消|加急|安排|发送)|查到|核实(?:到|了)|\b(?:i(?:'ve| have| just|'ll| will| am going to|'m going to)? (?:have |just )?(?:logged|registered|recorded|submitted|raised|noted|filed|checked|reset|cancelled|frozen|froze|refunded|escalated|forwarded|sent|passed|opened|reported|changed|corrected|looked)|has been (?:logged|registered|submitted|raised|reset|cancelled|frozen|refunded|escalated|forwarded|sent|passed|corrected|reported))\b/u
const RESULT =
  /(?:好了|可以了|解决了|恢复(?:了|正常)|正常了|到账了|收到了|成功了|没问题了|行了|弄好了|登上了|能(?:用|看|开|登)了|还是(?:不行|没|打不开|一样)|没用|不管用|仍然|依然|没有解决|不接受|退回来了|弄不好)|\b(?:it works|works now|working now|solved|fixed|resolved|that (?:did it|worked|helped)|back to normal|arrived now|still (?:not|does|doesn't|the same|no|broken|crash\w*)|didn't (?:help|work)|no luck)\b/u
const PROMISE =
  /(?:会|将|内|之前|以前|前).{0,14}(?:回复|答复|回电|回访|联系(?:您|你)|致电|通知(?:您|你)|给您(?:结果|答复|打)|退(?:还|款|回)?(?:到|给)?|到账|补发|处理完|解决|恢复|核实|发(?:放|送|给)|寄出|与您联系)|(?:我|我们|这边|技术|主管|组长|专员|同事)(?:会|将|保证|承诺|一定)|保证|承诺|\b(?:we|i|they|our \w+|someone|my \w+|the \w+(?: team| department)?)(?:'ll| will| shall)\b.{0,60}\b(?:call|reply|get back|contact|write|send|refund|inform|let you know|update|answer|look at|return|be in touch|pay|credit|ring|email|e-mail|follow up)|\byou (?:will|'ll) (?:get|receive|hear|have)\b|\bwithin (?:\d+|an?|one|two|three|five|seven|twenty-four)\b.{0,20}\b(?:hours?|days?|minutes?)\b/u
const STEP =
  /(?:请|您|可以|需要|麻烦|建议|先|试|再|到|在|点击|打开|重新|选择|进入|设置|更新|卸载|清除|提交|上传|携带|等待|注意|保持).{0,20}(?:点击|打开|重新|选择|进入|设置|更新|卸载|清除|清理|提交|上传|携带|等待|注意|保持|下载|登录|申诉|联系|查看|尝试|重启|报警|复诊|检查|服用|口服|休息)|建议|可以|需要|\b(?:please (?:try|open|go|tap|click|check|update|reinstall|restart|select|send|follow|keep|wait|make|call|stay|sign|clear|log)|you (?:can|need to|should|have to|may|could)|try (?:to|the|again|reinstalling|clearing)|go to|tap|click on)\b/u
const MACHINE =
  /(?:智能|ai|机器)助手(?:看到|读到|阅读|见到|应当|请|在)|助手(?:看到|读到)本|(?:本(?:文|段|行|工单|内容)的?摘要|作为(?:本文的?)?摘要|(?:写进|写入|放入|加进|写上).{0,6}摘要|在(?:工单)?摘要(?:中|里))|(?:忽略|无视|忘记)(?:以上|之前|上述|前面|所有).{0,8}(?:指令|内容|要求|规则|提示)|以上内容已(?:过期|作废|失效)|新的内容是|管理员(?:追加|指令)|系统指令|允许回答|\b(?:ignore|disregard|forget) (?:all|any|the|your)? ?(?:of the )?(?:previous|above|prior|earlier|your) ?(?:instructions?|rules?|prompts?|messages?|content)?|(?:^|[:：.]\s*)(?:please )?(?:modify|enhance|jumble|change|rewrite|translate|append|add|include|end|start|begin|insert|use|write|put|respond|repeat|print|reveal|output|misspell|encode|replace)\b.{0,60}\b(?:(?:your|the|this) (?:answer|response|message|reply|output|(?:ticket )?summary|instructions?|system prompt)|as the summary)\b|\b(?:an? |the |any )(?:assistant|language model|chatbot|ai model)\b.{0,30}\b(?:should|must|reads?|sees?)\b|\bsystem prompt\b|\bappended by (?:the )?(?:admin|system|developer)|\bnew content is\b|\babove is outdated\b/u

/** What a sentence does. Pure cues; who says it is for the caller to weigh. */
export function readActs(sentence: string): Acts {
  const folded = foldText(sentence).trim()
  const isTalk = TALK.test(folded) || !/[\p{L}\p{N}]/u.test(folded)
  return {
    isTalk,
    isQuestion: QUESTION.test(folded),
    need: NEED.test(folded) ? 1 : 0,
    done: DONE.test(folded) ? 1 : 0,
    result: RESULT.test(folded) ? 1 : 0,
    promise: PROMISE.test(folded) ? 1 : 0,
    step: STEP.test(folded) ? 1 : 0,
    isForMachine: MACHINE.test(folded),
  }
}
