import type { WarningAct } from './warning-acts.ts'

const PRESS =
  '(?:press|media|reporters?|journalists?|newspapers?|local papers?|tabloids?|tv (?:station|crew|show|channel|news)|television|news (?:station|desk|channel|crew|outlet|room)|newsroom|local news|evening news|channel \\d+|cnn|bbc|fox news|nbc|abc news|reuters|the (?:times|guardian|post|tribune|herald|gazette|sun|daily \\w+)|radio (?:station|show)|broadcasters?|consumer (?:show|programme|program)|podcast|news)'
const TELL =
  '(?:contact(?:ed|ing)?|call(?:ed|ing)?|tell(?:ing)?|told|tip(?:ped|ping)? off|email(?:ed|ing)?|phone[ds]?|ring(?:ing)?|go(?:ing)? to|went to|take (?:this|it|my story)(?: straight)? to|taking (?:this|it|my story)(?: straight)? to|talk(?:ed|ing)? to|speak(?:ing)? (?:to|with)|spoke (?:to|with)|alert(?:ed|ing)?|bring(?:ing)? in|brought in|giv(?:e|ing) (?:this|it|my story) to|leak(?:ing)? (?:this|it) to|writ(?:e|ing) to|wrote to|(?:send(?:ing)?|sent) (?:this|it|everything|my story)? ?to|inform(?:ed|ing)?|run(?:ning)? to|in touch with|interviewed by|know)'
const REGULATOR =
  "(?:consumer (?:protection|council|rights|affairs|agency|bureau|watchdog|association|ombudsman|commission)(?: \\w+)?|ombuds(?:man|woman|person|office)?|(?<!pressure |voltage |gas |air |temperature |speed )regulators?(?! (?:valve|knob|out of|kit|part|size|for))|regulatory (?:body|authority|agency)|ftc|fcc|cfpb|bbb|better business bureau|trading standards|attorney general(?:'s office)?|data protection (?:authority|office|commissioner)|privacy commissioner|financial conduct authority|fca|asa|advertising standards|the authorities|authorities|citizens advice|competition (?:authority|commission)|office of fair trading|city hall|state department of \\w+|my (?:congressman|congresswoman|senator|mp|representative)|watchdog|gdpr complaint)"
const BOSS =
  "(?:managers?|supervisors?|boss(?:es)?|team lead(?:er)?|superiors?|directors?|ceo|senior (?:agent|staff|person|member)|someone (?:(?:who|that) (?:can|could) (?:actually |really )?(?:decide|make (?:a |the )?decisions?)|more senior|senior|higher(?: up)?|in charge|above you|with authority|else in charge|responsible)|(?:the )?person in charge|who(?:ever|'s| is) in charge|head of (?:\\w+ )?\\w+|higher[- ]ups?|management|your lead|shift lead|owner)"
const NOT_ROLE =
  '(?<!password |download |task |file |account |product |project |store |community |line |my |our |his |her |add an? |as an? |a team |window |package |office )'
const YOUR_PLACE =
  '(?:your|the|ur) (?:\\w+ )?(?:office|offices|hq|headquarters|head office|store|shop|branch|building|place|front desk|lobby|door|doorstep|reception|premises|address|workplace)'

/** English acts: what somebody does or threatens, not the word alone. */
export const ENGLISH_ACTS: WarningAct[] = [
  {
    kind: 'self-harm',
    evenInQuestion: true,
    pattern:
      /\b(?:kill(?:ing)? my ?self|suicid\w*|end(?:ing)? (?:my life|it all)|(?:can'?t|cannot) (?:go on|live like this|take (?:it|life) any ?more)|(?:want|going|ready|rather) (?:to )?die\b(?! laughing)|(?:don'?t|do not|no longer) want to (?:live|be alive|be here any ?more)|hurt(?:ing)? my ?self|self[- ]harm|nothing (?:left )?to live for|no reason to live|jump off (?:a|the) (?:bridge|roof|building)|overdose|cut(?:ting)? my ?self|better off dead|life (?:is|isn'?t) (?:not )?worth living)\b/,
  },
  {
    kind: 'danger',
    evenInQuestion: true,
    pattern:
      /\b(?:(?:kill|shoot|stab|hurt|beat|murder) (?:you|him|her|them|someone|your \w+)|(?:burn|blow|smash|tear|trash|torch|wreck) (?:(?:it|your|the|this) ?(?:\w+ )?(?:down|up|place|office|store|shop|building|windows?|company))|bomb (?:your|the|threat)|i(?:'ll| will| am going to|'m going to|'m gonna) (?:find you|come after you|make you (?:pay|bleed)|get you)|know where (?:you|they)(?: people| guys| all| lot)? (?:live|work|sit|park)|watch your back|you(?:'ll| will) (?:regret|bleed|be sorry)|(?:have|got|bring(?:ing)?) (?:a|my) (?:gun|knife|weapon)|(?:i am|i'm|we are|we're|she is|he is|she's|he's|my \w+ is) (?:in danger|being (?:attacked|followed|stalked|threatened|abused)|unconscious|not breathing|trapped)|(?:he|she|they|someone|somebody|man|guy|husband|ex|stranger)(?:'s| has|'s got| have| got| with) (?:got )?(?:a|his|her) (?:gun|knife|weapon|bat)|threaten(?:ed|ing) (?:me|my)|life is in danger|someone is (?:breaking|trying to break) in|hurt me)\b/,
  },
  {
    kind: 'police',
    pattern:
      /\b(?:(?:call(?:ed|ing)?|phon(?:e|ed|ing)|ring(?:ing)?|contact(?:ed|ing)?|notif(?:y|ied|ying)|involv(?:e|ed|ing)|tell(?:ing)?|told|go(?:ing)? to|went to|report(?:ed|ing)? (?:this|it|you|the \w+|everything)? ?to|get(?:ting)?|bring(?:ing)?|send(?:ing)?|at|to) (?:the )?(?:local )?(?:police|cops|sheriff|911|999|law enforcement|fbi|scotland yard|action fraud|interpol)|(?:police|cops|sheriff|law enforcement|fbi|detectives?|an officer) (?:will|are|is|have|has|want|said|told|know|took|opened|came|report (?:filed|number))|fil(?:e|ed|ing) (?:a )?police report|police report|press(?:ing)? charges|criminal complaint|have you arrested|reported (?:this |it |you )?to the police)\b/,
  },
  {
    kind: 'media',
    pattern: new RegExp(
      `\\b(?:(?:i am|i'm|im|this is|speaking|calling|here) (?:\\w+ ){0,5}${PRESS}\\b(?! (?:subscriber|reader|kit|release|template|player|file|tab))|i (?:work|write|report|freelance) (?:for|at|with) (?:a |an |the )?(?:\\w+ )?${PRESS}|${TELL} (?:a |an |the |some |my (?:friend|cousin|contact) at (?:the )?|every |all the |local |your )?(?:\\w+ )?${PRESS}\\b(?! (?:tab|player|kit|file|key|enter|button|feed|app|release))|(?:the |a |an |my |local |that )?(?:\\w+ )?${PRESS} (?:will|would|wants?|is (?:on|coming|looking|digging|investigating|working|writing|waiting|asking|interested|running|calling|following)|are (?:on|coming|waiting|asking|interested|running|calling|following)|has (?:already|been|called|asked|my|the)|have (?:already|been|called|asked|my|the)|called|asked|picked|is going to|are going to|would love|gets?|hears?|running|knows?)(?! not (?:load|play|open))|(?:on|in) (?:the )?(?:evening |tonight's |local |national |six o'clock )?(?:news|papers?|headlines|front page)(?= (?:tonight|tomorrow|soon|next|by)|[.!]?$)|(?:friend|cousin|brother|sister|husband|wife|partner|neighbou?r|contacts?|people) (?:is|are|who is|works?|work|at|in) (?:an? |at |for |with |in )*(?:the )?(?:\\w+ )?${PRESS}|hear(?:ing)? about this (?:from|on|in) (?:the )?${PRESS}|i(?:'ve| have) (?:already )?(?:given|done|booked) an? interview)`,
    ),
  },
  {
    kind: 'celebrity',
    pattern:
      /\b(?:(?:i am|i'm|im) (?:\w+ ){0,3}?(?:famous|well[- ]known|celebrity|public figure|influencer|youtuber|tiktoker|streamer|blogger|vlogger|tv (?:host|presenter|personality)|(?:radio|talk show|game show|news) (?:host|presenter|anchor|dj)|presenter|anchor|actor|actress|singer|senator|congress(?:man|woman)|member of parliament|mp\b|council(?:lor|or|man|woman)|mayor|judge|minister|athlete|olympi\w+|best-?selling)|(?:i am|i'm|im) on (?:tv|television|the radio|air)|i (?:host|present|anchor) (?:a|the|my) (?:\w+ ){0,3}(?:show|programme|program|podcast|news)|i have (?:over |more than |nearly |about )?(?:[\d.,]+ ?(?:k|m|million|thousand)?|a million|half a million|millions of|thousands of|a huge) (?:followers|subscribers|fans|viewers|readers|listeners|following)|(?:my|our) [\d.,kmillionthousad ]*(?:followers|fans|audience|viewers|listeners|subscribers) (?:will|would|are|know|love|want|hear|deserve)|do you (?:even )?know who i am|my (?:agent|publicist|manager) will (?:call|contact|be in touch)|(?:on behalf of|representing|i represent|manager of|agent of|agent for) (?:\w+ ){0,3}(?:celebrity|actor|actress|singer|star|artist))\b/,
  },
  {
    kind: 'exposure',
    pattern:
      /\b(?:go(?:ing|es)? viral|(?:my|this|a|the) viral (?:video|post|tweet|thread)|(?:i(?:'ll| will| am going to|'m going to|'m gonna|'m| am| already| have|'ve)?|we(?:'ll| will)?|let me|about to) (?:already |just |definitely |be )?(?:post(?:ed|ing)?|put(?:ting)?|upload(?:ed|ing)?|shar(?:e|ed|ing)|tweet(?:ed|ing)?|publish(?:ed|ing)?|blast(?:ed|ing)?|stream(?:ed|ing)?|leak(?:ed|ing)?|air(?:ed|ing)?|broadcast(?:ing)?)\b.{0,40}\b(?:youtube|tiktok|twitter|facebook|instagram|reddit|social media|linkedin|online|internet|everywhere|yelp|trustpilot|google reviews?|x\b|threads|blog|publicly|all over|everyone|the world|about (?:this|you))|expos(?:e|ed|ing) (?:you|this|your|them|it all|everything)|nam(?:e|ing) and sham(?:e|ing)|(?:everyone|everybody|the (?:whole )?(?:world|internet)|people|all my \w+|the public) (?:will|is going to|are going to|should|needs? to|deserves? to) (?:know|see|hear|find out)|(?:i(?:'m| am|'ve been| have been)? )?record(?:ing|ed) (?:this|our) (?:call|chat|conversation)|screenshots? (?:of (?:this|everything) )?(?:is|are|will be) (?:going|posted|all over)|(?:this|it|everything|that|all of this)(?:'s| is| will be)? (?:all )?(?:going |gonna be )?(?:up )?(?:on|onto|all over) (?:youtube|tiktok|twitter|facebook|instagram|reddit|social media|linkedin|the internet)|(?:left|leav(?:e|ing)|wrote|writ(?:e|ing)|post(?:ed|ing)?) (?:a |an |the )?(?:\w+ )?reviews? (?:on|everywhere|about you|for everyone)|(?:one|1)[- ]star review|make (?:this|it|a) (?:public|video about|post about)|drag you (?:online|on)|already (?:on|up on|posted (?:on|to)) (?:youtube|tiktok|twitter|facebook|reddit|instagram)|(?:video|post|thread|review) (?:about|on|of) (?:you|this|your (?:company|service)) (?:is|goes|will|has))\b/,
  },
  {
    kind: 'regulator',
    pattern: new RegExp(
      `\\b(?:(?:report(?:ed|ing)?|complain(?:ed|ing|t)?|fil(?:e|ed|ing)|lodg(?:e|ed|ing)|contact(?:ed|ing)?|tell(?:ing)?|told|go(?:ing)? to|went to|escalat(?:e|ed|ing)|notif(?:y|ied|ying)|call(?:ed|ing)?|writ(?:e|ing)|wrote|refer(?:red|ring)?|tak(?:e|ing) (?:this|it|my (?:case|complaint))|submitt?(?:ed|ing)?|hear(?:ing)? from|involv(?:e|ed|ing)|inform(?:ed|ing)?|speak(?:ing)? to|spoke to|see you at|bring(?:ing)? in|getting)\\b.{0,30}\\b${REGULATOR}|(?:the |my )?${REGULATOR} (?:has|have|is|are|will|took|opened|accepted|said|told|knows?|received|wants?|would|gave|assigned)\\b(?! (?:out of|number))|${REGULATOR} complaint|complaint (?:with|to|at) (?:the )?${REGULATOR})`,
    ),
  },
  {
    kind: 'legal',
    pattern:
      /\b(?:(?:my|our|a|an|the|get(?:ting)? a|hir(?:e|ed|ing) a|retain(?:ed|ing)? (?:a|an)?) ?(?:lawyers?|attorneys?|solicitors?|barristers?|legal (?:team|counsel|representative)|counsel)\b.{0,20}(?:will|is|are|has|have|would|says?|said|call|contact|sue|letter|on (?:this|it)|ready|involved|drafting|handle|advis)|(?:call(?:ed|ing)?|contact(?:ed|ing)?|speak(?:ing)? (?:to|with)|spoke (?:to|with)|talk(?:ed|ing)? (?:to|with)|hir(?:e|ed|ing)|see(?:ing)?|consult(?:ed|ing)?|get(?:ting)?|instruct(?:ed|ing)?|hear(?:ing)? from|bring(?:ing)? in) (?:my|our|a|an|the) (?:lawyers?|attorneys?|solicitors?|legal team)|(?:i'?ll|i will|we'?ll|we will|going to|gonna|want to|about to|happy to|i am|i'm|we are|threaten(?:ing)? to|have to|could|can|should|ready to) su(?:e|ing)\b|sue (?:you|your|the company|this|everyone)|lawsuit|legal (?:action|proceedings|steps|route|notice)|take (?:you|this|the company|it) to (?:small claims |civil |federal )?(?:court|tribunal)|see you in (?:small claims )?court|small claims(?: court)?|litigat\w+|class[- ]action|court (?:order|date|papers|summons|case)|arbitration|cease and desist|press charges)\b/,
  },
  {
    kind: 'visit',
    pattern: new RegExp(
      `\\b(?:(?:i am|i'm|im|we are|we're|i'll|i will|we'll|we will|gonna|going to|about to|i can|on my way|on our way)\\b.{0,30}\\b(?:to|at|outside|in|down to|over to|by|into) ${YOUR_PLACE}(?! (?:to (?:pick|collect|return|buy|shop|interview)|for (?:an interview|a tour|pickup)))|(?:coming|driving|heading|walking|marching|flying|driving over|show(?:ing)? up|turn(?:ing)? up|stand(?:ing)?|wait(?:ing)?|sitting|camp(?:ing)? out|park(?:ed|ing)|protest(?:ing)?|picket(?:ing)?)\\b.{0,20}\\b(?:to|at|outside|in|in front of|into|by) ${YOUR_PLACE}|(?:outside|at) your (?:door|office|building|hq|store)(?: (?:now|already|right now))|(?:see|visit|confront|find|meet) you (?:people |guys )?(?:in person|face to face|at your)|(?:come|coming|go|going|be|get|drive) (?:down |over |round )?there (?:myself|in person|right now|personally)|(?:come|coming) (?:down |over )?(?:in person|and (?:see|find|get) you|to see you)|not leav(?:e|ing) (?:until|till|without))`,
    ),
  },
  {
    kind: 'leader',
    evenInQuestion: true,
    pattern: new RegExp(
      `\\b(?:(?:speak|talk|get|put|connect|transfer|escalate|let me|give me|gimme|want|need|demand|where(?:'s| is)|fetch|bring|i'd like|i would like|asking for|ask for|have|pass me|hand me|pull|patch me|insist on|see|call|complain|report|forward|send)\\b.{0,35}?\\b(?:(?:your|a|the|another|some)(?: (?:damn|real|actual|duty|shift|floor|general|line|customer service|support))? )?${NOT_ROLE}${BOSS}\\b(?! (?:role|seat|account|permission|access|password|tool|app|dashboard|console|plan|license|template|of the (?:book|novel)))|your ${BOSS} (?:now|please|on|back|call|should|needs|must|will)|(?:is there|can|could|may|have) (?:a|your|the) ${BOSS}\\b|who(?:'s| is) (?:your|the) (?:boss|manager|supervisor|person in charge)|who is in charge)|^(?:a |the |your |get )?(?:manager|supervisor|boss|team lead(?:er)?|person in charge|higher[- ]up)s?[.!, ]*(?:now|please|immediately|asap|right now|on the (?:phone|line))?[.! ]*$`,
    ),
  },
]
