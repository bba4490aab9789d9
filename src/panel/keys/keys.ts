/** Everything that can be done from the keyboard, with its key, in the order of the help page. */
export const KEYS = {
  insert: 'i',
  edit: 'e',
  copy: 'c',
  open: 'o',
  helpful: 'y',
  notHelpful: 'n',
  dismiss: 'x',
  next: 'j',
  previous: 'k',
  insertAsk: 'q',
  insertNudge: 'h',
  correctClass: 'f',
  ask: '/',
  browse: 'd',
  reply: 'r',
  speaker: 's',
  reword: 'w',
  insertCalm: 'm',
  gotIt: 'g',
  ticket: 'u',
  approve: 'a',
  reject: 'z',
  play: 'p',
  step: '.',
  speed: 'v',
  newConversation: 'b',
  retry: 't',
  nextCited: ']',
  previousCited: '[',
  copyPassage: ',',
  language: 'l',
  help: '?',
} as const
export type KeyAction = keyof typeof KEYS

const ACTIONS = new Map<string, KeyAction>(
  Object.entries(KEYS).map(([action, key]) => [key, action as KeyAction]),
)

export type KeyPress = {
  key: string
  code: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  isComposing: boolean
}

/**
 * The key meant by a press: alone when nothing is being typed, with Alt always. `code` is used
 * with Alt, because Alt makes other characters on some keyboards. `null`: not for us.
 */
export function readKey(
  press: KeyPress,
  isTyping: boolean,
  areSingleKeysOn: boolean,
): string | null {
  if (press.isComposing || press.ctrlKey || press.metaKey) return null
  if (press.altKey) return keyOfCode(press.code, press.shiftKey)
  return isTyping || !areSingleKeysOn ? null : press.key.toLowerCase()
}

/** What a key does; `null` for none. */
export function actionOf(key: string): KeyAction | null {
  return ACTIONS.get(key) ?? null
}

const OTHER_CODES: Record<string, string> = {
  Comma: ',',
  Period: '.',
  BracketLeft: '[',
  BracketRight: ']',
}

function keyOfCode(code: string, shift: boolean): string | null {
  if (code.startsWith('Key')) return code.slice(3).toLowerCase()
  if (code.startsWith('Digit')) return code.slice(5)
  if (code === 'Slash') return shift ? '?' : '/'
  return OTHER_CODES[code] ?? null
}
