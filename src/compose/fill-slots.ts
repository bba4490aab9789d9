/** Values by slot name: `customer.address`, `agent.name`, `desk.name`. A name that is missing is not known. */
export type SlotValues = Partial<Record<string, string>>

const SLOT = /\{\{\s*([\w.]+)\s*\}\}/g

/**
 * Fills `{{…}}`. A clause that cannot be filled is left out as a whole, so that nothing is said with a hole
 * in it; a form of address goes without the clause around it. Empty when nothing is left.
 */
export function fillSlots(text: string, values: SlotValues): string {
  if (!text.includes('{{')) return text
  const filled = text.replaceAll(SLOT, (slot, name: string) => values[name] ?? slot)
  if (!filled.includes('{{')) return filled
  const spoken = filled
    .replaceAll(/\{\{\s*customer\.(?:address|name|title)\s*\}\}(?:\s*(?:先生|女士|小姐))?\s*/g, '')
    .replaceAll(/\s+([,.!?])/g, '$1')
    .replaceAll(/(^|[，,])\s*[，,]\s*/g, '$1')
  if (!spoken.includes('{{')) return spoken.trim()
  const clauses = spoken.split(/(?<=[，,；;。!！?？]|\.(?=\s|$))/u)
  const kept = clauses
    .filter((clause) => !clause.includes('{{'))
    .join('')
    .trim()
  return closeSentence(kept, spoken)
}

/** The end mark of the whole, where the clause that bore it is gone. */
function closeSentence(kept: string, whole: string): string {
  if (!/[\p{L}\p{N}]/u.test(kept)) return ''
  const end = /[。.!！?？]$/u.exec(whole.trim())?.[0]
  return end === undefined || kept.endsWith(end) ? kept : kept.replace(/[，,；;]$/u, '') + end
}
