import { MarkdownNode } from '../article/markdown.tsx'
import { parseMarkdown, spanOf } from '../article/parse-markdown.ts'

/** A quoted piece of an article for the agent's eyes, laid out as in the article. Links to articles are plain words. */
export function GuidanceText({ quote }: { quote: string }) {
  return (
    <div className="guidance-quote" dir="auto">
      {parseMarkdown(quote).children.map((node) => (
        <MarkdownNode key={spanOf(node).start} node={node} lit={[]} />
      ))}
    </div>
  )
}
