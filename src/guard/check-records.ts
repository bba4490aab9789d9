import type { Span } from '../text/types.ts'

/** Shapes of what comes out of internal systems rather than out of an agent's head. */
const RECORDS = [
  // Two fields and more of a record: `uid=123; status=frozen`, `risk_tag: B2`.
  /(?<!\w)[a-z][a-z0-9]*(?:_[a-z0-9]+)+\s*[:=＝：]\s*\S+/giu,
  /(?<![\w/?&])[A-Za-z][\w.]{1,24}\s?=\s?[^\s,;，；=]{1,40}(?:\s*[,;，；|\s]\s*[A-Za-z][\w.]{1,24}\s?=\s?[^\s,;，；=]{1,40})+/gu,
  // Log lines and stack traces.
  /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?\S*\s+\[?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE)\b.*/gu,
  /(?:^|\n)\s*at [\w.$<>]+\([^)]*:\d+(?::\d+)?\)/gu,
  // JSON and SQL.
  /\{\s*"[\w.-]+"\s*:\s*(?:"[^"]*"|[\d[{tfn])[^\n]*/gu,
  /\b(?:select\s+[\w*,.\s]+\s+from\s+\w+|update\s+\w+\s+set\s|insert\s+into\s+\w+|delete\s+from\s+\w+)\b/giu,
  // Rows of a table: three columns and more by tabs or bars, two rows and more.
  /(?:^|\n)(?:[^\t\n]+\t){2,}[^\n]+(?:\n(?:[^\t\n]+\t){2,}[^\n]+)*/gu,
  /(?:^|\n)\s*\|?(?:[^|\n]+\|){3,}[^\n]*\n\s*\|?(?:[^|\n]+\|){3,}[^\n]*/gu,
  // Three lines and more of `label: value`.
  /(?:^|\n)[^\n:：•\d*-][^\n:：，。]{0,11}[:：]\s?[^\n]+(?:\n[^\n:：•\d*-][^\n:：，。]{0,11}[:：]\s?[^\n]+){2,}/gu,
  // Rosters: shift, name, extension.
  /(?:早班|中班|晚班|夜班|白班|值班|当班|排班)(?:表)?\s?[:：,，]?\s?[\p{Script=Han}]{2,4}\s?[,，、/\s]\s?(?:分机|内线|工号|手机|[\p{Script=Han}]{2,4}[,，、/\s])/gu,
  // Field names of consoles.
  /(?:风险(?:标签|等级|评分)|用户(?:分层|标签|等级)|内部(?:备注|编号|标签)|后台(?:显示|备注|状态|记录|查询)|操作(?:人|日志|工号)|处理人工号|客诉等级|黑名单(?:状态)?|信用分)\s?[:：=]\s?\S+/gu,
  /\b(?:internal (?:id|note|tag|ref)|risk (?:tag|score|level)|agent id|operator|backend status|customer segment|ltv|churn score)\s?[:=]\s?\S+/giu,
]

/** Stretches that look pasted from a query system, a log or a roster. */
export function findInternalRecords(text: string): Span[] {
  const spans: Span[] = []
  for (const pattern of RECORDS) {
    for (const match of text.matchAll(pattern)) {
      const span = { start: match.index, end: match.index + match[0].length }
      if (!spans.some((other) => other.start < span.end && span.start < other.end)) spans.push(span)
    }
  }
  return spans
}
