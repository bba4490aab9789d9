import type { EmbeddingModel } from './types.ts'

/** Names the vectors a model makes of passages: another prefix makes others. */
export function vectorsId(model: Pick<EmbeddingModel, 'id'>, passagePrefix = ''): string {
  return passagePrefix === '' ? model.id : `${JSON.stringify(passagePrefix)} ${model.id}`
}

/** The model and the prefix that such a name stands for. */
export function modelOfVectors(id: string): { modelId: string; passagePrefix: string } {
  const [, prefix, modelId] = /^("(?:[^"\\]|\\.)*") (.+)$/s.exec(id) ?? []
  if (prefix === undefined || modelId === undefined) return { modelId: id, passagePrefix: '' }
  return { modelId, passagePrefix: JSON.parse(prefix) as string }
}
