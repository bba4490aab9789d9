import { audiencesOf } from '../../db/index.ts'
import type { PreviewPart, Viewer, Withheld, WithheldPart } from './types.ts'

/**
 * The parts that a reader gets at an instant: the rule of the stores as a pure function. A part is told to its audiences from its
 * release on, until it expires; where the article's own text is not told, the article does not exist. No clock is moved for it.
 */
export function seenBy(parts: readonly PreviewPart[], viewer: Viewer, at: Date): PreviewPart[] {
  const told = parts.filter((part) => whyWithheld(part, viewer, at) === null)
  return told.some(({ part }) => part === 0) ? told : []
}

/** The other parts, without their text, and why the reader does not get them. */
export function withheldFrom(
  parts: readonly PreviewPart[],
  seen: readonly PreviewPart[],
  viewer: Viewer,
  at: Date,
): WithheldPart[] {
  const own = parts.find(({ part }) => part === 0)
  const whole = own && whyWithheld(own, viewer, at)
  return parts
    .filter((part) => !seen.includes(part))
    .map((part) => {
      const { audience, release, expires, after } = part
      const why = whyWithheld(part, viewer, at) ?? whole ?? 'not-released'
      return { audience, release, expires, after, why }
    })
}

/** The instants at which what a viewer gets changes, in order. */
export function changesFor(parts: readonly PreviewPart[], viewer: Viewer): string[] {
  const audiences = audiencesOf(viewer)
  const instants = parts
    .filter(({ audience }) => audiences.includes(audience))
    .flatMap(({ release, expires }) => [release, expires])
    .filter((instant) => instant !== null)
    .map((instant) => new Date(instant).toISOString())
  return [...new Set(instants)].sort()
}

function whyWithheld(part: PreviewPart, viewer: Viewer, at: Date): Withheld | null {
  if (!audiencesOf(viewer).includes(part.audience)) return 'audience'
  if (part.release !== null && Date.parse(part.release) > at.getTime()) return 'not-released'
  return part.expires !== null && Date.parse(part.expires) <= at.getTime() ? 'expired' : null
}
