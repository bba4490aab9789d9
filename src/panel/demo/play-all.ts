import type { SampleList } from '../../http/api-types.ts'

/** Plays one recording after the other, in the order they are listed in. */
export function playAll(
  samples: SampleList['samples'],
  play: (id: string, queue: string[]) => void,
): void {
  const [first, ...rest] = samples.map(({ id }) => id)
  if (first !== undefined) play(first, rest)
}
