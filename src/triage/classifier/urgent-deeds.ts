import type { UrgentAct } from './urgent-acts.ts'

/** What was taken into the body, what is carried along, what the body does: told without any word of danger. */
export const DEEDS: UrgentAct[] = [
  {
    kind: 'medical',
    pattern:
      /\b(?:swallow(?:ed|ing|s)?|drank|drunk|drinks?|drinking|ate|eaten|overdosed on|took|taken) (?:\S+ ){0,5}?(?:antidepressants?|sleeping pills?|painkillers?|tablets|pills|medication|heart pills|bleach|(?:drain|toilet|oven) cleaner|detergent|antifreeze|pesticide|poison|weed ?killer|(?:button )?batter(?:y|ies)|magnets?)\b(?! (?:on|in|to) (?:the )?(?:plane|flight|luggage))/,
  },
  {
    kind: 'medical',
    pattern:
      /\b(?:throat|airways?|tongue) (?:is |was |keeps )?(?:\w+ )?(?:clos(?:ing|ed)|swell(?:ing|s)|swollen|tight)|(?:face|mouth) is (?:drooping|numb)|slurr(?:ed|ing)|(?:no|without an?|empty|lost (?:my|his|her)) (?:inhaler|epi-?pen|allergy pen)\b/,
  },
  {
    kind: 'violence',
    pattern:
      /\b(?:with|bring(?:ing)?|grab(?:bing)?|load(?:ed|ing)?|fetch(?:ing)?) (?:\w+ )?(?:my|a|the) (?:\w+ )?(?:shotgun|rifle|pistol|handgun|gun|machete|crowbar|petrol|gasoline)\b|pretend (?:to be|you(?:'re| are)|i(?:'m| am)) .{0,40}(?:pizza|pharmacy|delivery|taxi|friend|address|someone|next to me|beside me|listening)|(?:act|talk) as if (?:i|you)(?:'m| am|'re| are) (?:order|book)/,
  },
  {
    kind: 'medical',
    pattern:
      /(?:喝|吞|吃|误食|误服)(?:了|下|掉|到|进)?(?:.{0,6})(?:消毒液|消毒水|洗洁精|洗碗精|洗衣液|洁厕|通乐|漂白水|汽油|农药|鼠药|降压药|降糖药|安眠药|止痛药|普拿疼|纽扣电池|钮扣电池|电池|磁力?珠|干燥剂)(?!.{0,6}(?:能|可以).{0,6}(?:飞机|托运|吃吗))|(?:洗洁精|洗碗精|消毒液|洗衣液|药)(?:.{0,4})(?:喝|吞|吃)(?:了|下去|掉)|喉咙(?:.{0,4})(?:肿|紧|堵)(?:.{0,8})(?:咽|喘|呼吸|气)|半边?身(?:体|子)(?:.{0,6})(?:不能?动|动不了|没知觉|麻)|嘴(?:巴)?(?:歪|斜)(?:了|到)/,
  },
  {
    kind: 'fraud',
    pattern:
      /(?:别人|有人|他人|陌生人|谁)(?:.{0,6})(?:登(?:录|入|进|上)|用|刷|盗)(?:.{0,12})(?:买|刷|花|充|转)(?:掉|了|走|光)(?:.{0,4})[一二三四五六七八九十两几\d.]+(?:多)?(?:万|千)|\b(?:someone|somebody|a stranger|hackers?|they)(?: is| are|'s|'re) (?:\w+ )?(?:making|placing|running up|buying|using|emptying|spending)\b.{0,40}\b(?:card|account|wallet|money)\b|(?:wallet|account|card) (?:is )?being (?:emptied|used|drained)/,
  },
  {
    kind: 'missing',
    pattern:
      /\b(?:niece|nephew|son|daughter|child|kid|boy|girl|sister|brother|mother|father|mum|mom|dad|grand\w+)\b.{0,30}\b(?:never|did ?n[o']t|hasn'?t|has not) (?:arrived?|turned? up|shown? up|reached|made it)\b.{0,16}\b(?:school|home|work|class|hospital|back)\b|\b(?:boot|trunk) of (?:a|his|her|the|their) car\b|put my affairs in order/,
  },
  {
    kind: 'violence',
    pattern:
      /(?:隔壁|邻居|楼上|楼下|对门)(?:.{0,12})(?:哭喊|尖叫|惨叫|摔打|殴打|打人|打孩子|打老婆|喊救命)/,
  },
  {
    kind: 'violence',
    pattern:
      /(?:假装|装作|当作)(?:.{0,2})(?:你|我|是)(?:.{0,12})(?:外送|外卖|快递|快递员|订单|点餐|披萨|药房|药店)|(?:毛手毛脚|上下其手|性骚扰我|骚扰我)|(?:硬要?|强行|非要)(?:.{0,2})(?:挤|闯|冲|进)(?:进|来)?(?:.{0,3})(?:门|家|房|来)/,
  },
]
