/** What the browser keeps between visits; a browser that refuses (private mode, iframe) just forgets. */
export function readStored(storage: 'local' | 'session', name: string): string | null {
  try {
    return pick(storage).getItem(`sidecue.${name}`)
  } catch {
    return null
  }
}

/** Keeps a value, or removes it when `null`. */
export function writeStored(storage: 'local' | 'session', name: string, value: string | null) {
  try {
    if (value === null) pick(storage).removeItem(`sidecue.${name}`)
    else pick(storage).setItem(`sidecue.${name}`, value)
  } catch {
    // Not kept; nothing on the screen depends on it.
  }
}

const pick = (storage: 'local' | 'session'): Storage =>
  storage === 'local' ? localStorage : sessionStorage
