import type { KnowledgeStatus } from '../../http/api-types.ts'
import type { Lang } from '../messages/languages.ts'

/** What the desk calls a module; its id where it has no name. */
export type ModuleName = (module: string) => string

export function moduleNames(status: KnowledgeStatus | null, lang: Lang): ModuleName {
  const names = new Map(status?.modules.map(({ id, name }) => [id, name[lang] ?? id]))
  return (module) => names.get(module) ?? module
}
