import type { Warning } from '../../http/api-types.ts'

/** What one turn of a customer has raised: often of several groups at once, one thing to see to all the same. */
export type Raised = {
  key: string
  ids: string[]
  names: string[]
  cues: string[]
  first: Warning
}

/** Warnings by the turn that raised them, in the order they come in. */
export function groupWarnings(warnings: readonly Warning[]): Raised[] {
  const groups = new Map<string, Raised>()
  for (const warning of warnings) {
    const key = `${warning.conversation}.${warning.seq}`
    const group = groups.get(key) ?? { key, ids: [], names: [], cues: [], first: warning }
    group.ids.push(warning.id)
    if (!group.names.includes(warning.name)) group.names.push(warning.name)
    if (!group.cues.includes(warning.cue)) group.cues.push(warning.cue)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** How many there are to take up, as they stand on the board. */
export function countOpen(warnings: readonly Warning[]): number {
  return groupWarnings(warnings.filter(({ takenAt }) => takenAt === null)).length
}
