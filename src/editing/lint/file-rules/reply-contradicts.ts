import { differences } from '../counterpart.ts'
import { type FileRule, finding } from '../file-view.ts'
import { quote } from '../quote.ts'

/** A standard reply that states another figure than the article it belongs to. */
export const replyContradicts: FileRule = ({
  path,
  source,
  statements,
  lines,
  isForeign,
  head,
}) => {
  if (isForeign || head?.audience !== 'customer') return []
  const own = statements.filter((one) => one.part === 0)
  const reply = own.filter((one) => one.isStandardReply)
  const body = own.filter((one) => !one.isStandardReply)
  return differences(reply, body).map(({ statement, other }) => {
    const there = quote(source, other.statement)
    return finding(
      'reply-contradicts',
      path,
      lines.positionAt(statement.start),
      'The standard reply states a figure that the article states otherwise.',
      {
        found: quote(source, statement),
        allowed: there,
        end: lines.positionAt(statement.end),
        related: [
          { file: path, ...lines.positionAt(other.statement.start), quote: there, isHidden: false },
        ],
      },
    )
  })
}
