import type { KeptTurn } from './merge-turns.ts'
import { readActs } from './stages.ts'

const ASKS = /[吗嗎呢?？]|[还還]有[没沒]有|anything (else|more)/iu

/** Ends the talk and asks nothing with it: nobody waits for a reply to that. */
export function takesLeave({ speaker, text }: Pick<KeptTurn, 'speaker' | 'text'>): boolean {
  return readActs({ speaker, text }).includes('closing') && !ASKS.test(text)
}
