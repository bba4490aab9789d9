/**
 * A pure reading of a text, remembered: passages come again with every key an agent presses. The oldest is
 * forgotten first. What is remembered follows from the text alone, so nothing of it can go stale.
 */
export function remember<T>(read: (text: string) => T, limit: number): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    let value = known.get(text)
    if (value === undefined) {
      value = read(text)
      if (known.size >= limit) known.delete(known.keys().next().value!)
      known.set(text, value)
    }
    return value
  }
}

/** Passages remembered: those of some conversations at a time. */
export const REMEMBERED_PASSAGES = 400
