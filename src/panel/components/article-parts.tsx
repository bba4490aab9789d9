import { Copy, LockKeyhole } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Article } from '../../http/api-types.ts'
import { MarkdownNode } from '../article/markdown.tsx'
import { parseMarkdown, spanOf } from '../article/parse-markdown.ts'
import type { Span } from '../article/span.ts'
import { useMessages } from '../messages/context.tsx'
import { ActionButton } from './action-button.tsx'

type Part = Article['parts'][number]
export type Passage = Part['chunks'][number]

type Props = {
  /** For each part the spans of its markdown that are lit. */
  lit: Span[][]
  /** The passage that the key copies. */
  keyed: string | null
  onOpenArticle: (id: string) => void
  onCopy: (passage: Passage) => void
}

/** The article's own text with the narrower blocks standing where the author put them; passages for customers can be copied. */
export function ArticleParts({ parts, ...props }: Props & { parts: Part[] }) {
  const [first, ...narrower] = parts
  if (!first) return null
  const placed = narrower.map((part, index) => ({
    part,
    lit: props.lit[index + 1] ?? [],
    at: first.chunks[part.after - 1]?.end ?? 0,
  }))
  const takeUpTo = (from: number, to: number) =>
    placed
      .filter(({ at }) => at >= from && at < to)
      .map(({ part, lit }) => (
        <PartText key={part.rev} part={part} lit={lit} onOpenArticle={props.onOpenArticle} />
      ))
  const nodes = parseMarkdown(first.markdown).children
  const passageAt = (at: number) => first.chunks.find(({ start, end }) => start <= at && at < end)
  let from = 0
  const blocks = nodes.map((node, index) => {
    const { start } = spanOf(node)
    const between = takeUpTo(from, start + 1)
    from = start + 1
    const passage = passageAt(start)
    const next = nodes[index + 1]
    const isLast = passage && (!next || passageAt(spanOf(next).start) !== passage)
    return [
      between,
      <MarkdownNode
        key={start}
        node={node}
        lit={props.lit[0] ?? []}
        onOpenArticle={props.onOpenArticle}
      />,
      isLast && first.audience === 'customer' && (
        <CopyPassage
          key={passage.id}
          hasKey={passage.id === props.keyed}
          onCopy={() => props.onCopy(passage)}
        />
      ),
    ]
  })
  const all = [blocks, takeUpTo(from, Number.POSITIVE_INFINITY)]
  return first.audience === 'customer' ? all : <Secret audience={first.audience}>{all}</Secret>
}

function CopyPassage({ hasKey, onCopy }: { hasKey: boolean; onCopy: () => void }) {
  const text = useMessages()
  return (
    <div className="passage-end">
      <ActionButton
        icon={Copy}
        label={text.browse.copyPassage}
        look="quiet"
        isBare={!hasKey}
        {...(hasKey ? { keyAction: 'copyPassage' as const } : {})}
        onPress={onCopy}
      />
    </div>
  )
}

function PartText(props: { part: Part; lit: Span[]; onOpenArticle: (id: string) => void }) {
  const { part } = props
  const nodes = parseMarkdown(part.markdown).children.map((node) => (
    <MarkdownNode
      key={spanOf(node).start}
      node={node}
      lit={props.lit}
      onOpenArticle={props.onOpenArticle}
    />
  ))
  return part.audience === 'customer' ? nodes : <Secret audience={part.audience}>{nodes}</Secret>
}

/** Text that customers are not told: framed, named, and not to be copied. */
function Secret(props: { audience: Part['audience']; children: ReactNode }) {
  const text = useMessages()
  return (
    <div className="guidance" role="note" onCopy={(event) => event.preventDefault()}>
      <p className="guidance-title">
        <LockKeyhole aria-hidden size={14} strokeWidth={2} />
        {text.guidance}
      </p>
      {props.children}
    </div>
  )
}
