import type { RequiredField } from '../../desk/types.ts'
import { foldText } from '../../text/fold.ts'

/** How the value of a field is found. Read off its form, so it works for fields no one has thought of. */
export type FieldKind =
  | 'name'
  | 'contact'
  | 'account'
  | 'code'
  | 'amount'
  | 'instant'
  | 'count'
  | 'version'
  | 'device'
  | 'choice'
  | 'place'
  | 'problem'
  | 'request'
  | 'scene'
  | 'module'
  | 'open'

/** Names of fields that mean the same in every taxonomy. */
const BY_NAME: [RegExp, FieldKind][] = [
  [/^(?:problem|issue|problem_description|what_happened)$/, 'problem'],
  [/^(?:request|demand|wish|requested_action)$/, 'request'],
  [/^(?:scene|situation|use_case)$/, 'scene'],
  [/^(?:module|business_module)$/, 'module'],
]

/** What a field is called, in its descriptions; the first that fits. */
const BY_DESCRIPTION: [RegExp, FieldKind][] = [
  [/问题描述|description of (?:the )?(?:problem|issue|fault)|what happened|故障描述/, 'problem'],
  [/诉求|what the customer (?:asks|wants)|requested action/, 'request'],
  [/场景|情境|situation in which/, 'scene'],
  [/业务模块|business module/, 'module'],
  [
    /姓名|称呼|大名|收[件货]人|[联聯][系络絡]人|(?:customer|passenger|guest|caller|patient|holder|owner|person|policyholder)'?s? (?:full )?name|^(?:full |your )?name$|recipient|contact person/,
    'name',
  ],
  [
    /账号|帐号|账户|用户编号|会员号|user (?:number|id)|account(?! ?manager)|member(?:ship)? (?:number|id)/,
    'account',
  ],
  [/电话|手机号|联系方式|邮箱|邮件地址|phone|e-?mail|contact/, 'contact'],
  [/金额|费用|价格|多少钱|amount|price|\bfee\b|\bcost\b|\bsum\b/, 'amount'],
  [/人数|件数|数量|份数|几[位件个名]|number of (?!the)|how many|quantity/, 'count'],
  [/时间|日期|时刻|哪天|\bdate\b|\btime\b|\bday\b|\bwhen\b/, 'instant'],
  [/型号|设备|机型|\bdevice\b|\bmodel\b/, 'device'],
  [/版本|\bversion\b/, 'version'],
  [
    /编号|单号|号码|号$|卡号|编码|代码|代号|车牌|授权码|序列号|座位|后四位|末四码|电表|\b(?:number|no\.?|code|id|key|reference|plate|serial|seat|digits)\b/,
    'code',
  ],
  [
    /地址|位置|地点|页面|渠道|\baddress\b|\bplace\b|\bpage\b|\bwhere\b|\blocation\b|\bchannel\b/,
    'place',
  ],
]

/** What sort of value a field takes, from its name, descriptions, pattern and values. */
export function kindOf(field: RequiredField): FieldKind {
  if (field.values !== undefined) return 'choice'
  const name = BY_NAME.find(([pattern]) => pattern.test(field.field))
  if (name !== undefined) return name[1]
  const described = Object.values(field.description).map(foldText)
  for (const [pattern, kind] of BY_DESCRIPTION) {
    if (described.some((text) => pattern.test(text))) return kind
  }
  return byPattern(field.pattern) ?? 'open'
}

/** Values of each kind: a pattern that takes only some of them says which kind it is for. */
const SAMPLES: [FieldKind, string[]][] = [
  ['contact', ['13800138000', 'a@b.co']],
  ['version', ['8.2.1']],
  ['code', ['AB123456', '12345678', '1234']],
]

function byPattern(pattern: string | undefined): FieldKind | null {
  if (pattern === undefined) return null
  const matches = new RegExp(pattern, 'u')
  return SAMPLES.find(([, values]) => values.some((value) => matches.test(value)))?.[0] ?? null
}

/** Whether a value may stand in the field: it matches the pattern, where there is one. */
export function fits(field: Pick<RequiredField, 'pattern'>, value: string): boolean {
  return field.pattern === undefined || new RegExp(field.pattern, 'u').test(value)
}

/** Kinds whose values tell who somebody is. */
const PERSONAL: ReadonlySet<FieldKind> = new Set(['name', 'contact', 'account'])
/** Open fields that tell where somebody lives or what they own. */
const PERSONAL_WORDS =
  /地址|位置|身份证|证件|护照|车牌|卡号|银行|生日|address|where the person|passport|\bid card|card number|plate|date of birth|location/

/** Whether a value of the field is kept apart and masked. */
export function isPersonal(field: RequiredField): boolean {
  if (PERSONAL.has(kindOf(field))) return true
  return Object.values(field.description).some((text) => PERSONAL_WORDS.test(foldText(text)))
}
