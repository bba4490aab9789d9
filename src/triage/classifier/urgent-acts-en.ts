import type { UrgentAct } from './urgent-acts.ts'

const WHO =
  '(?:me|us|him|her|them|you|myself|yourself|someone|somebody|anyone|my \\w+(?: \\w+)?|our \\w+|the (?:kid|child|boy|girl|baby|agent|author|driver)|your \\w+)'
const PERSON =
  '(?:son|daughter|child|kid|kids|baby|boy|girl|mother|mom|mum|father|dad|husband|wife|brother|sister|grandmother|grandma|grandfather|grandpa|friend|girlfriend|boyfriend|partner|niece|nephew|cousin|roommate|neighbou?r|teenager|student|he|she)'
const BE = "(?:'s|'m|'re| is| am| are| was| has been| have been|'ve been)"

/** English: what is happening or announced, said outright or between the lines. */
export const ENGLISH_URGENT: UrgentAct[] = [
  {
    kind: 'self-harm',
    pattern:
      /\b(?:kill(?:ing)? (?:my ?self|himself|herself|themselves)|suicid\w*|(?:end|ending|take|taking|took) (?:my|his|her) (?:own )?life|end(?:ing)? it all|(?:don'?t|do not|no longer|didn'?t) (?:really )?(?:want|wish|care) to (?:live|be alive|be here|exist|wake up|go on)|not want(?:ing)? to (?:live|wake up)|(?:want|wants|wanted|wish|going|ready|rather|prefer) (?:to |i (?:was|were) |i could )?(?:die|be dead|dead)\b(?! laughing)|wish i (?:was|were) (?:dead|never born)|never wake up|not wake up|(?:hurt|harm|cut|burn|starv)(?:t?ing)? (?:my ?self|himself|herself|themselves)|self[- ]?harm\w*|slit(?:ting)? (?:my|her|his) wrists?|cut (?:my|her|his) wrists?)\b/,
  },
  {
    kind: 'self-harm',
    pattern:
      /\b(?:(?:no|any|isn'?t any|not any|what'?s the) (?:point|reason|purpose|sense) (?:in|of|to|for) (?:\w+ )?(?:living|live|going on|go on|life|anything|be here|being here|carry on|carrying on)|nothing (?:left )?to live for|life (?:is|isn'?t|has become) (?:not |no longer )?(?:worth|meaningless|unbearable|pointless|over)|(?:can'?t|cannot|can not|couldn'?t) (?:go on|live like this|live with|carry on|take (?:it|this|life) any ?(?:more|longer)|do this any ?more|keep going)|(?:better off|easier|happier) without me|better off dead|tired of (?:living|life|being alive|existing)|done with (?:life|everything|living|this life|this world)|(?:hear|see|find) (?:from )?me (?:again|alive)|(?<!ignore |delete |resend |read |see |with |to |in |about )my (?:last|final) (?:message|words?|night|day|goodbye|chat|letter)|(?:last|final) time (?:you|i|we)(?:'ll| will)? (?:hear|talk|speak|write|chat|see)|goodbye (?:letter|note|forever|world)|good ?bye,? (?:cruel )?world|(?:say|saying|said) (?:my )?good ?byes?\b(?! to (?:spam|ads|the app))|when i(?:'m| am)? ?(?:gone|dead)|after i(?:'m| am)? ?(?:gone|dead)|i (?:will|won'?t|'ll) (?:not )?be (?:gone|around|here|alive) (?:any ?more|any longer|tomorrow|by (?:then|morning|tonight)|after|soon|much longer)|i won'?t (?:be|make it)(?: \w+)? (?:here|alive|around|tomorrow|through the night|till morning)|leave this world|join (?:him|her|my \w+) (?:in heaven|soon))\b/,
  },
  {
    kind: 'self-harm',
    pattern:
      /\b(?:(?:going to|gonna|want to|about to|ready to|'ll|will|wants to|trying to|threatening to|thinking of|thinking about|says (?:he|she)(?:'s| is| will)?(?: going to| about to)?) ?(?:jump|hang|drown|overdos|shoot)(?:ing|e)?\b(?: my ?self| himself| herself| off| from| down| into)?|(?:on|off|over|at) (?:the|a) (?:edge of )?(?:the |a )?(?:bridge|roof|rooftop|ledge|balcony|cliff|tracks|rails|railing)\b.{0,30}\b(?:jump|end|over|step|fall|goodbye|last)|jump(?:ed|ing)? (?:off|from|out of|in front of)|(?:taken|took|swallowed|swallow|taking|ate) (?:\w+ )?(?:all|a (?:whole )?(?:bottle|box|handful|bunch|lot)|too many|\d+|dozens|every|the whole|lots)(?: \w+){0,3} ?(?:pills|tablets|sleeping|medication|painkillers|paracetamol)|overdos\w*|hang(?:ing|ed)? (?:my ?self|himself|herself)|(?:pills|rope|razor|blade|gun|knife) (?:is|are|in|on|next to|beside|ready)\b.{0,16}(?:me|hand|ready|table|waiting)|suicide note|farewell (?:note|letter))\b/,
  },
  {
    kind: 'violence',
    pattern: new RegExp(
      `\\b(?:will|'ll|going to|gonna|wants? to|threat(?:en|ens|ened|ening) to|threatens?|threatening|threatened|trying to|tried to|said he'?d|coming to|about to|keeps?|keep|plans? to|is|are|was|started|has been|have been|been|started to) ?(?:\\w+ )?(?:kill(?:ing)?|murder(?:ing)?|stab(?:bing)?|shoot(?:ing)?|beat(?:ing)?|hit(?:ting)?|rap(?:e|ing)|strangl(?:e|ing)|chok(?:e|ing)|attack(?:ing)?|hurt(?:ing)?|harm(?:ing)?|burn(?:ing)?|kidnap(?:ping)?|abus(?:e|ing)|assault(?:ing)?|punch(?:ing)?|blackmail(?:ing)?|extort(?:ing)?|stalk(?:ing)?|follow(?:ing)?|threaten(?:ing)?) (?:and \\w+ )?${WHO}(?! (?:down )?(?:on (?:twitter|facebook|instagram|the app|the site|your platform)|with (?:ads|emails|notifications|spam)))\\b`,
    ),
  },
  {
    kind: 'violence',
    pattern:
      /\b(?:(?:death|bomb|rape|murder) threats?|threats? (?:to|against|on) (?:my|our|his|her|me) ?(?:life|family|kids|children)?|(?:with|has|have|got|holding|bring(?:ing)?|carrying|pulled|grabbed) (?:a |an |my |his |the )?(?:\w+ )?(?:gun|knife|machete|axe|weapon|acid|bomb|petrol|gasoline|explosives?)|(?:i(?:'m| am)|we(?:'re| are)|he(?:'s| is)|she(?:'s| is)|my \w+ is|they(?:'re| are)) (?:\w+ )?(?:in (?:\w+ )?danger|not safe|unsafe|being (?:followed|stalked|attacked|beaten|threatened|held|chased|blackmailed|abused|watched)|trapped|kidnapped|held (?:hostage|captive|against)|locked (?:in|up)|hiding|tied up)|life is in danger|(?:fear|afraid|scared|worried) for (?:my|our|his|her) (?:life|safety|lives)|(?:locked|trapped|stuck|held|hiding|hidden|hide) (?:me |us |him |her )?(?:in|inside|up|behind|under|against)\b(?! (?:the )?(?:app|loop|queue|level|chapter|page|menu|screen|mode|review|draft|queue|processing|spam|moderation))|can'?t get out\b(?! of (?:\w+ )?(?:mode|app|page|menu|screen|group|list|account|subscription))|kidnapp\w+|abduct\w+|taken hostage|(?:domestic|physical|sexual) (?:violence|abuse|assault)|(?:raped|assaulted|molested|stabbed|(?:got|been|was|were) shot|beaten up|beat me|hit me|hits me|beats me|hurts me|raping))\b/,
  },
  {
    kind: 'violence',
    pattern:
      /\b(?:(?:outside|at|behind|in front of|breaking|break|broke|banging|pounding|knocking|kicking|waiting|standing)\b.{0,12}\b(?:my|our|the|her|his) (?:\w+ )?(?:door|house|home|window|flat|apartment|gate|school)\b.{0,24}(?:knife|gun|night|now|shout|scared|follow|won'?t leave|refuse|help|threat|wait|man|he|her|me|$)|(?:someone|somebody|a man|a stranger|stalker|he|they|man|guy|ex)\b.{0,24}\b(?:outside|at|breaking into|broke into|in front of) (?:my|our) (?:\w+ )?(?:door|house|home|window|flat|apartment|room)|(?:coming|come|came|came looking|comes) (?:for|after|over to (?:kill|hurt|beat)|to (?:kill|hurt|beat|get)) (?:me|us|him|her|my \w+|you)|(?:posted|published|leaked|shared|found|knows|know|got|has) (?:\w+ ){0,2}(?:where i live|my (?:home )?address|our (?:home )?address)|where i live|knows? where (?:i|we) (?:live|am|are|work)|show(?:ed|s|ing)? up at my|stalk(?:er|ing|ed)|doxx?ed|sextort\w*|nude (?:photos?|pictures?|pics|videos?)|intimate (?:photos?|videos?|pictures?)|revenge porn|send help|need (?:the )?(?:police|an ambulance)|call (?:the )?(?:police|an ambulance|911|999|112)(?: now| please| for me)|help me (?:please )?(?:he|she|they|i'?m|i am|someone|before))\b/,
  },
  {
    kind: 'violence',
    pattern:
      /\b(?:(?:burn|blow|smash|tear|torch|set fire|bomb|shoot|trash)(?:ing)? (?:\w+ )?(?:up |down |to )?(?:your|the) (?:\w+ )?(?:office|building|company|place|hq|headquarters|store|shop|people|staff|team|server)\w*|i(?:'ll| will| am going to|'m going to|'m gonna) (?:find|hunt|kill|hurt|shoot|stab|come after|get|beat|destroy) (?:you|him|her|them|that|your)|make (?:you|him|her|them) (?:bleed|pay with)|watch your back|(?:you|they|he|she)(?:'ll| will) (?:all )?(?:bleed|die|be dead)|blood on your hands|kill (?:you|them) all|come (?:to your|there|over) (?:\w+ ){0,2}with (?:a|my) (?:gun|knife|bat|weapon)|or (?:someone|people|somebody) (?:will|is going to|gets?) (?:die|hurt))\b/,
  },
  {
    kind: 'medical',
    pattern: new RegExp(
      `\\b(?:not breathing|isn'?t breathing|stopped breathing|(?:can'?t|cannot|can not|hard to|trouble|struggling to|difficulty) breathe?(?:ing)?|unconscious|passed out|collapsed|fainted|won'?t wake up|(?:doesn'?t|not|isn'?t|does not) (?:wake|waking|respond|responding|moving)(?! (?:to|time|the|app))|heart attack|having a (?:stroke|seizure|heart)|had a (?:stroke|seizure|heart)|seizures?|bleeding|(?:pains? in|tight) (?:my|his|her) chest|chest pains?|choking|drowning|electrocuted|carbon monoxide|gas leak|poison(?:ed|ing)|swallowed (?:a |some |the )?(?:battery|bleach|poison|coin|detergent)|allergic (?:shock|reaction)|(?:car|bus|bike) (?:crash|accident)|hit by a (?:car|truck|bus)|need (?:an )?ambulance|call an ambulance|(?:i think|i feel like) i(?:'m| am) (?:dying|going to die|having)|${PERSON}${BE} (?:\\w+ )?(?:dying|critical))\\b`,
    ),
  },
  {
    kind: 'missing',
    pattern: new RegExp(
      `\\b(?:${PERSON}\\b.{0,30}\\b(?:missing|disappeared|vanished|ran away|run away|kidnapped|gone since|not (?:come|been|returned) (?:home|seen)|(?:did not|didn'?t|hasn'?t|has not|never|not) (?:come|came|been|return|returned|seen)(?: back)? ?(?:home|back|seen|since)?(?! to (?:work|load))|lured|phone is (?:off|dead|unreachable)|can'?t (?:be )?reach(?:ed)?|not (?:answering|picking up))|(?:missing|runaway|abducted|lost) (?:child|person|kid|girl|boy|son|daughter|teenager)|(?:cannot|can'?t|couldn'?t|unable to) (?:find|reach|get hold of|locate|contact) (?:my|our) ${PERSON}|meet(?:ing)? (?:up )?(?:with )?(?:a |some )?(?:stranger|man|guy)\\b.{0,30}(?:online|forum|chat|not|never|gone|since))\\b`,
    ),
  },
  {
    kind: 'fire',
    pattern:
      /\b(?:(?:house|home|building|flat|apartment|kitchen|room|office|school|car|battery|charger|phone|stairs)\b.{0,16}\b(?:on fire|is burning|burning down|caught fire|full of smoke|exploded)|there(?:'s| is) (?:a |an )?(?:fire|smoke|gas leak|earthquake|flood)\b(?! (?:tablet|phone|stick|sale))|trapped (?:in|under|inside|by)|(?:we|i|they|people) (?:are|am|'re|'m) trapped|smoke (?:everywhere|is coming|coming)|buried under)\b/,
  },
  {
    kind: 'fraud',
    pattern:
      /\b(?:(?:draining|emptying|cleaning out|withdrawing|stealing|transferring|moving|taking|spending|siphoning)\b.{0,24}\b(?:account|card|money|funds|savings|balance)\b|(?:money|funds|savings|balance)\b.{0,16}\b(?:is|are|keeps?|being) (?:still )?(?:leaving|going out|disappearing|draining|drained|transferred|moved|withdrawn|stolen|vanishing|withdrawn)|another (?:charge|payment|withdrawal|transaction)\b.{0,20}(?:minute|second|now|again)|(?:every|each) (?:few )?(?:minutes?|seconds?)\b.{0,24}(?:charge|payment|withdrawal|transaction)|(?:charges?|payments?|withdrawals?|transactions?)\b.{0,24}\b(?:every|each) (?:few )?(?:minutes?|seconds?)|(?:freeze|block|lock|stop|suspend) (?:my|the|all|her|his) (?:\w+ )?(?:account|card|payments?|transfer|accounts|cards)\b.{0,30}(?:now|immediately|at once|right away|please|quick|fast|urgent|asap|before|hack|stolen|fraud|scam|thief|someone|him)|(?:immediately|urgent(?:ly)?|quick(?:ly)?|now|please|asap) (?:freeze|block|lock) (?:my|the|her|his) (?:\w+ )?(?:account|card)|shar(?:e|ed|ing) (?:my|the) screen with|remote (?:access|control) (?:to|of|over) my|safe account|gave (?:him|her|them|the (?:caller|man|scammer)) (?:the|my) (?:\w+ )?(?:code|password|pin|otp))\b/,
  },
  {
    kind: 'fraud',
    pattern:
      /\b(?:(?:fraudster|scammer|scammers|hacker|hackers|thief|thieves|criminal|con ?man|impostor|imposter|fake (?:\w+ )?(?:support|agent|employee|customer service|staff|representative|site|website))\b.{0,40}\b(?:money|account|savings|card|dollars|euros|pounds|yuan|sent|paid|transferred|stole|took|taking|moving|still|code|thousand|grand|\d{3,})|(?:scammed|tricked|defrauded|conned|cheated|swindled|robbed|phished|hacked)\b.{0,40}(?:\d{3,}|thousand|grand|savings|money|all my|everything|gone|charg|spen|account|out of)|(?:sent|paid|transferred|gave|wired|lost)\b.{0,30}\b(?:scammer|fraudster|fake|posing|pretending|impersonat\w+)|(?:posing|pretending|impersonating|claiming to be|pretended)\b.{0,30}(?:support|staff|agent|service|bank|police)\b.{0,50}(?:money|sent|paid|transfer|account|code|\d{3,})|(?:life|all my|entire|whole|retirement) savings|(?:account|card)\b.{0,16}\b(?:hacked|stolen|compromised|hijacked)\b.{0,40}(?:\d{3,}|thousand|hundred|gone|charg|spen|money|bought|coins|purchases|now))\b/,
  },
]
