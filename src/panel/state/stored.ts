/** What a browser will not keep (a frame whose storage it blocks): good until the page is loaded anew. */
const unkept = new Map<string, string>()

/** What the browser keeps between visits; where it refuses, what this page itself was told. */
export function readStored(storage: 'local' | 'session', name: string): string | null {
  try {
    return pick(storage).getItem(`sidecue.${name}`)
  } catch {
    return unkept.get(`${storage}.${name}`) ?? null
  }
}

/** Keeps a value, or removes it when `null`. */
export function writeStored(storage: 'local' | 'session', name: string, value: string | null) {
  try {
    if (value === null) pick(storage).removeItem(`sidecue.${name}`)
    else pick(storage).setItem(`sidecue.${name}`, value)
  } catch {
    if (value === null) unkept.delete(`${storage}.${name}`)
    else unkept.set(`${storage}.${name}`, value)
  }
}

const pick = (storage: 'local' | 'session'): Storage =>
  storage === 'local' ? localStorage : sessionStorage
