import type { Finding } from './triage-types.ts'

/** What somebody of the desk decided, in the place of what was found. */
export function pinFinding(value: string, found: Finding | null): Finding {
  const others = found === null ? [] : [{ label: found.value, confidence: found.confidence }]
  return {
    value,
    confidence: 1,
    turns: found?.value === value ? found.turns : [],
    cues: found?.value === value ? found.cues : [],
    runnersUp: [...others, ...(found?.runnersUp ?? [])]
      .filter(({ label }) => label !== value)
      .slice(0, 3),
    isConfirmed: true,
  }
}
