import type { StageName } from './events-types.ts'

/**
 * Wordings by which an agent's turn shows its step of the service flow, in both Chinese scripts and
 * English. Set phrases of a desk follow the same customs; a turn without any cue moves nothing.
 */
export const AGENT_CUES: Record<StageName, RegExp[]> = {
  greeting: [
    /您好|你好|早上好|下午好|晚上好|早安|午安|哈[喽囉]|尊敬的|[亲親][爱愛]的|[欢歡]迎(您|来|來|致|光|使用)|很高[兴興].{0,4}[为為]您/u,
    /\b(hello|hi|hey|dear|good (morning|afternoon|evening)|welcome to|thank(s| you) for (calling|contacting|reaching|writing|your (e-?mail|message)))\b/iu,
  ],
  listening: [
    /[请請][讲講说說]|[请請]描述|我在[听聽]/u,
    /\b(how (can|may) i help|please go ahead|tell me more)\b/iu,
  ],
  confirming: [
    /([确確][认認]|核[对對实實]|[复複覆][述诵誦])(一下|下|您|你)|跟您[确確核]|[为為]您核/u,
    /您(的意思|说的|說的|反[映应應]的|是指|是想)|[对對][吗嗎]|是[这這][样樣][吗嗎]/u,
    /[请請麻烦煩].{0,8}(提供|告[诉訴知]|[说說]一下|[补補]充)|[请請][问問].{0,24}(号|號|电话|電話|手机|手機|姓名|时间|時間|哪|多少|[几幾])/u,
    /\b((let me|just to|to) (confirm|verify|check that)|do you mean|am i right|is that (right|correct))\b/iu,
    /\b((could|can|would) you( please)? (provide|tell|confirm|share|give|send|let me know)|(may|can|could) i (have|ask|get|know))\b/iu,
  ],
  solving: [
    /您可以|[请請]您?((先|再)(?![别別不稍等冷消])|打[开開]|[进進]入|[点點][击擊选選]|前往|重新|[尝嘗][试試]|按照?|依照?|登[录錄入]|[准準][备備]|提交)/u,
    /第一步|步[骤驟]|建[议議]您|已[经經]?(帮|幫|[为為])您|[为為]您(处理|處理|办理|辦理|登[记記]|申[请請]|提交)/u,
    /(小时|小時|工作日|分[钟鐘]|天)[内內]|根[据據].{0,12}[规規][定则則]/u,
    // States a price, a quantity or a time, and asks nothing with it.
    /^(?!.*[吗嗎呢?？]\s*$).*\d\s?(元|[块塊]|星[币幣]|[张張]|%|[个個]月|yuan|coins|hours|days)/su,
    /\b(you can|please (go|open|tap|click|try|follow|sign|log|restart|update|select)|here('s| is) (how|what)|the steps)\b/iu,
    /\b(i('ve| have) (submitted|processed|arranged|registered|filed)|within \d+ (minute|hour|day|working|business)|we (will|can) (refund|process|arrange))/iu,
  ],
  closing: [
    /[还還](有|需要).{0,8}(其他|别的|別的|什么|什麼).{0,10}(帮|幫|[问問][题題]|需要|可以)/u,
    /感[谢謝]您?的?([来來][电電]|咨[询詢]|諮詢|使用)|祝您|再[见見]|[满滿]意度|[评評][价價]/u,
    /\b(anything else (i|we|you)|is there anything else|have a (nice|great|good|lovely)|good ?bye|rate (our|this|the))\b/iu,
  ],
}

/** A customer's goodbye, without spaces and marks: '好的谢谢再见', '没有了谢谢'. */
export const FAREWELL_HAN =
  /^(好的?|嗯|行|那)*([没沒]有?(别的|別的|其他)?(事|[问問][题題])?了?|不用了?|解[决決]了)?([谢謝多你您])*(再[见見]|拜拜|88|先[这這][样樣])?[吧了啊啦]*$/u

/** The same in English, words only: 'no that s all thank you bye'. */
export const FAREWELL_LATIN =
  /^((no|ok|okay|great|perfect|thats all|that s all|that is all|nothing else|thank you|thanks|so much|very much|a lot|bye|goodbye|good bye|have a (nice|good|great) (day|one)|you too) ?)+$/u

/** Words that alone ask for nothing: greetings, thanks, acknowledgements. */
export const COURTESY =
  /您好|你好|哈[喽囉]|在[吗嗎]|有人[吗嗎]|客服|早上好|下午好|晚上好|早安|午安|[谢謝]+[你您]?|好的?|嗯+|哦+|喔+|行|可以|知道了|明白了?|了解了?|收到|\b(ok(ay)?|all right|alright|for (your|the) help|hello|hi|hey|thanks?( you)?|yes|no|sure|great|good (morning|afternoon|evening)|i see|got it|there|anyone)\b/giu
