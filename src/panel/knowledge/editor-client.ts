import type {
  ArticlePreview,
  ArticleUsage,
  GapList,
  KnowledgeFileList,
  KnowledgeStatus,
  Session,
} from '../../http/api-types.ts'
import { type Client, createClient } from '../api/client.ts'

/** A desk without keys lets everybody try every role. */
export function clientOfEditor(client: Client, { isDemo }: Session): Client {
  return isDemo ? createClient(client.url('./'), () => 'demo-editor') : client
}

/** What the knowledge page asks of the server. */
export function knowledgeCalls({ read }: Client) {
  const id = encodeURIComponent
  const query = (values: Record<string, string>) =>
    new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''))
  return {
    status: (signal: AbortSignal) => read<KnowledgeStatus>('knowledge/status', signal),
    files: (filter: Record<string, string>, signal: AbortSignal) =>
      read<KnowledgeFileList>(`knowledge/articles?${query(filter)}`, signal),
    preview: (article: string, as: string, at: string, signal: AbortSignal) =>
      read<ArticlePreview>(`knowledge/articles/${id(article)}?${query({ as, at })}`, signal),
    usage: (article: string, signal: AbortSignal) =>
      read<ArticleUsage>(`knowledge/articles/${id(article)}/usage`, signal),
    gaps: (since: string, signal: AbortSignal) =>
      read<GapList>(`knowledge/gaps?${query({ since })}`, signal),
  }
}

export type KnowledgeCalls = ReturnType<typeof knowledgeCalls>
