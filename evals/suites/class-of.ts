import type { Transcript } from '../../src/conversations/types.ts'
import type { World } from './open-world.ts'

/** The conversation's class as `type/module`; null where nothing classifies yet. */
export async function classOf(_world: World, _transcript: Transcript): Promise<string | null> {
  return null
}
