/** Numbers of mobile telephones, of the mainland's identity cards, and mail addresses, told by their form alone. */
const FORMS: readonly RegExp[] = [
  /(?<!\d)1[3-9]\d{9}(?!\d)/g,
  /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dX](?![\dX])/gi,
  /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
]

/**
 * Personal data that a ticket shows whole though somebody said it. Told apart from how the program itself recognises and masks it, and only
 * what is beyond doubt: a longer number may be an order's, which is shown on purpose.
 */
export function findUnmasked(
  turns: readonly { text: string }[],
  shown: readonly string[],
): string[] {
  const said = new Set(turns.flatMap(({ text }) => personalIn(text)))
  const seen = new Set(shown.flatMap((text) => personalIn(text)))
  return [...said].filter((value) => seen.has(value))
}

/** As written without blanks and hyphens between the digits. */
function personalIn(text: string): string[] {
  const tight = text.normalize('NFKC').replaceAll(/(?<=\d)[ -](?=\d)/g, '')
  return FORMS.flatMap((form) => tight.match(form) ?? []).map((value) => value.toLowerCase())
}
