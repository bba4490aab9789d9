import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EvalRun } from '../run/types.ts'
import { readReport } from './read-report.ts'
import { renderAnnotations } from './render-annotations.ts'
import { renderHtml } from './render-html.ts'
import { renderJunit } from './render-junit.ts'
import { renderMarkdown } from './render-markdown.ts'

export const REPORT_FILES = {
  html: 'report.html',
  markdown: 'summary.md',
  junit: 'junit.xml',
} as const

/**
 * Writes what a run came to for people and for CI: a page, a summary and JUnit XML beside its results. In a job of
 * GitHub's the summary is shown by it too, and the workflow commands come back to be printed.
 */
export async function writeReport(
  run: EvalRun,
  { out, cases }: { out: string; cases: string },
  environment: NodeJS.ProcessEnv = process.env,
): Promise<{ annotations: string[] }> {
  const report = await readReport(run, out, cases)
  const markdown = renderMarkdown(report)
  await writeFile(join(out, REPORT_FILES.html), await renderHtml(report))
  await writeFile(join(out, REPORT_FILES.markdown), markdown)
  await writeFile(join(out, REPORT_FILES.junit), renderJunit(report))
  const { GITHUB_STEP_SUMMARY: shown, GITHUB_ACTIONS: isGithub } = environment
  if (shown) await appendFile(shown, markdown)
  return { annotations: isGithub === 'true' ? renderAnnotations(report) : [] }
}
