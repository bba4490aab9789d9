import type { KnowledgeFile } from '../../http/api-types.ts'
import { AudienceTag } from '../components/ask-box.tsx'
import type { KnowledgeTexts } from './messages.ts'
import type { ModuleName } from './module-names.ts'

/** The files, each with what keeps it from being told as it stands. */
export function FileList(props: {
  files: KnowledgeFile[]
  chosen: string | null
  now: string | null
  nameOf: ModuleName
  text: KnowledgeTexts
  onChoose: (article: string) => void
}) {
  return (
    <ul className="knowledge-list">
      {props.files.map((file) => (
        <li key={file.path}>
          <FileRow {...props} file={file} />
        </li>
      ))}
    </ul>
  )
}

function FileRow(props: {
  file: KnowledgeFile
  chosen: string | null
  now: string | null
  nameOf: ModuleName
  text: KnowledgeTexts
  onChoose: (article: string) => void
}) {
  const { file, text } = props
  const { id } = file
  const inner = (
    <>
      <span className="knowledge-name" lang={file.lang ?? undefined}>
        {file.title ?? id ?? text.untitled}
      </span>
      <span className="knowledge-path">{file.path}</span>
      <span className="row">
        <StateTags file={file} now={props.now} nameOf={props.nameOf} text={text} />
      </span>
    </>
  )
  // A file without an id is nothing that could be looked at; what is wrong with it stands here.
  if (id === null)
    return (
      <div className="knowledge-file">
        {inner}
        <FlawList flaws={file.flaws} text={text} />
      </div>
    )
  return (
    <button
      type="button"
      className="knowledge-file"
      aria-current={props.chosen === id ? 'true' : undefined}
      onClick={() => props.onChoose(id)}
    >
      {inner}
    </button>
  )
}

/** What sets a file apart: who may be told, whether it is served, since when and until when. */
export function StateTags(props: {
  file: Omit<KnowledgeFile, 'path'>
  now: string | null
  nameOf: ModuleName
  text: KnowledgeTexts
}) {
  const { file, now, text } = props
  const at = now === null ? Number.NaN : Date.parse(now)
  const isWaiting = file.release !== null && Date.parse(file.release) > at
  const isExpired = file.expires !== null && Date.parse(file.expires) <= at
  const isPlain = file.outcome === 'served' || file.outcome === 'archived'
  return (
    <>
      {file.audience && <AudienceTag audience={file.audience} />}
      {file.outcome !== 'served' && (
        <span className={isPlain ? 'tag' : 'tag tag-caution'}>{text.outcomes[file.outcome]}</span>
      )}
      {isWaiting && <span className="tag tag-caution">{text.waiting}</span>}
      {isExpired && <span className="tag tag-caution">{text.expired}</span>}
      {file.isStale && <span className="tag tag-caution">{text.stale}</span>}
      {file.flaws.length > 0 && <span className="tag">{text.flaws(file.flaws.length)}</span>}
      {file.module && <span className="hint">{props.nameOf(file.module)}</span>}
    </>
  )
}

/** Where in the file something is wrong, and what would be right. */
export function FlawList({ flaws, text }: { flaws: KnowledgeFile['flaws']; text: KnowledgeTexts }) {
  if (flaws.length === 0) return null
  return (
    <ul className="knowledge-flaws">
      {flaws.map((flaw) => (
        <li key={`${flaw.rule} ${flaw.line} ${flaw.column}`}>
          <code>
            {flaw.line}:{flaw.column}
          </code>{' '}
          <span lang="en">{flaw.message}</span>
          {flaw.found && (
            <>
              {' '}
              <code>{flaw.found}</code>
            </>
          )}
          {flaw.allowed && (
            <span className="hint">
              {' '}
              {text.allowed}
              {flaw.allowed}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
