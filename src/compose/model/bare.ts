import { foldText } from '../../text/fold.ts'

/** The number or dot that a list puts before its item. */
const MARKER = /^\s*(?:[•·*-]|\d{1,3}[.)、．])\s*/

/** Letters and digits only, forms and scripts folded: what marks, blanks and layout cannot change. */
export function bare(text: string): string {
  return foldText(text).replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Without the list marks at the beginnings of its lines. */
export function withoutMarkers(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(MARKER, ''))
    .join('\n')
}
