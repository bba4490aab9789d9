import { findPersonalData } from '../../guard/personal-data.ts'

/** Fields that name a person or lead to one, whatever stands in them. */
const PERSONAL_FIELD =
  /name|contact|phone|mobile|tel|mail|address|account|id_(?:no|number|card)|passport|card|wechat|weixin|qq/

/** Whether a desk's field is personal by what it is for. */
export function isPersonalField(field: string): boolean {
  return PERSONAL_FIELD.test(field)
}

/** A whole personal value as it is shown: enough to recognise it, not to use it. `张三` 张*, `13812345678` 138****5678. */
export function maskValue(value: string): string {
  const at = value.lastIndexOf('@')
  if (at > 0) return `${maskMiddle(value.slice(0, at), 1, 0)}${value.slice(at)}`
  const digits = value.match(/\d/gu)?.length ?? 0
  if (digits >= 7) return maskMiddle(value, 3, 4)
  return maskMiddle(value, 1, value.length > 4 ? 1 : 0)
}

function maskMiddle(value: string, first: number, last: number): string {
  const chars = Array.from(value)
  const hidden = Math.max(1, chars.length - first - last)
  return [
    ...chars.slice(0, Math.min(first, chars.length - 1)),
    '*'.repeat(Math.min(hidden, 4)),
    ...(last > 0 ? chars.slice(-last) : []),
  ].join('')
}

/** A text with every piece of personal data in it masked; null where there is none. */
export function maskWithin(text: string): string | null {
  const found = findPersonalData(text)
  if (found.length === 0) return null
  let masked = ''
  let at = 0
  for (const { start, end } of found) {
    masked += text.slice(at, start) + maskValue(text.slice(start, end))
    at = end
  }
  return masked + text.slice(at)
}
