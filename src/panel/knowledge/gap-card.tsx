import { Copy } from 'lucide-react'
import { useState } from 'react'
import type { Gap } from '../../http/api-types.ts'
import { ActionButton } from '../components/action-button.tsx'
import { copyText } from '../state/copy-text.ts'
import type { KnowledgeTexts } from './messages.ts'
import type { ModuleName } from './module-names.ts'

const FAULTS = ['unanswered', 'rejected', 'edited'] as const

/** One need: how often, in which words, what is near, what to do. */
export function GapCard(props: {
  gap: Gap
  nameOf: ModuleName
  text: KnowledgeTexts
  onOpen: (article: string) => void
}) {
  const { gap, text } = props
  const { near, remedy } = gap
  return (
    <li className="knowledge-gap">
      <div className="knowledge-gap-count">
        <strong>{gap.conversations}</strong>
        <span className="hint">
          {text.conversations(gap.conversations).replace(/^\d+\s*/u, '')}
        </span>
      </div>
      <div>
        <h3 lang={gap.lang}>{gap.question}</h3>
        <p className="row">
          {FAULTS.filter((fault) => gap.faults[fault] > 0).map((fault) => (
            <span key={fault} className="tag">
              {text.faults[fault](gap.faults[fault])}
            </span>
          ))}
          {gap.module && <span className="hint">{props.nameOf(gap.module)}</span>}
        </p>
        {gap.examples.length > 0 && (
          <>
            <p className="label">{text.also}</p>
            <ul className="knowledge-lines" lang={gap.lang}>
              {gap.examples.map((example) => (
                <li key={example}>{example}</li>
              ))}
            </ul>
          </>
        )}
        <p className="knowledge-remedy">{text.remedies[remedy.kind]}</p>
        {remedy.kind !== 'new' && (
          <p className="row">
            <button type="button" className="link" onClick={() => props.onOpen(remedy.article)}>
              {remedy.article}
            </button>
            {remedy.kind === 'revise' &&
              remedy.reasons.map((reason) => (
                <span key={reason} className="tag tag-caution">
                  {text.reasons[reason as keyof typeof text.reasons] ?? reason}
                </span>
              ))}
          </p>
        )}
        <Copyable gap={gap} text={text} />
        {remedy.kind === 'new' && (
          <p className="row knowledge-near">
            <span className="label">{near.length === 0 ? text.noNear : text.near}</span>
            {near.map(({ id, title }) => (
              <button key={id} type="button" className="link" onClick={() => props.onOpen(id)}>
                {title}
              </button>
            ))}
          </p>
        )}
      </div>
    </li>
  )
}

/** What an editor takes along: lines for `asks`, or the beginning of an article. */
function Copyable({ gap, text }: { gap: Gap; text: KnowledgeTexts }) {
  const [note, setNote] = useState('')
  const { remedy } = gap
  if (remedy.kind === 'revise') return null
  const isNew = remedy.kind === 'new'
  const words = isNew
    ? remedy.markdown
    : remedy.lines.map((line) => `  - ${JSON.stringify(line)}`).join('\n')
  const copy = async () => setNote((await copyText(words)) ? text.copied : text.notCopied)
  return (
    <div className="knowledge-take">
      {isNew ? (
        <details>
          <summary>{text.skeleton}</summary>
          <pre lang={gap.lang}>{words}</pre>
        </details>
      ) : (
        <pre lang={gap.lang}>{words}</pre>
      )}
      <span className="row">
        <ActionButton
          icon={Copy}
          label={isNew ? text.copySkeleton : text.copyLines}
          onPress={() => void copy()}
        />
        <span role="status" className="hint">
          {note}
        </span>
      </span>
    </div>
  )
}
