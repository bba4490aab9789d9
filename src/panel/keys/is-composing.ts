import type { KeyboardEvent } from 'react'

/** Safari says that composing is over before it tells of the key that ended it; this code gives it away. */
const KEY_OF_INPUT_METHOD = 229

/** Whether a key goes to the input method: the Enter that picks a Chinese candidate is not the one that sends. */
export function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === KEY_OF_INPUT_METHOD
}
