import type { TicketDraft } from './types.ts'

/** Values by field name, those of personal fields unmasked: for whoever may see the customer's data. */
export function wholeFields({ fields, personal }: TicketDraft): Record<string, string> {
  return Object.fromEntries(fields.map(({ field, value }) => [field, personal[field] ?? value]))
}
