import type { Command } from 'commander'
import { readConfig } from '../config.ts'
import { loadDesk } from '../desk/index.ts'
import { type Finding, type Triage, triageTranscript } from '../triage/classifier/index.ts'
import { printFlaws, printJson, printLine } from './output.ts'
import { readTranscript } from './read-transcript.ts'

type Options = { knowledge?: string; json?: boolean }

/** `sidecue classify`: a transcript in, its triage out: type, module, department, urgency, priority, sentiment. */
export function addClassifyCommand(program: Command): void {
  program
    .command('classify')
    .description('a transcript in, its triage out')
    .argument('<file>', 'transcript JSON, or - for standard input')
    .option('--knowledge <dir>', 'the knowledge folder (default: knowledge, or SIDECUE_KNOWLEDGE)')
    .option('--json', 'print JSON')
    .action(async (file: string, options: Options) => {
      const transcript = await readTranscript(file)
      const config = readConfig({
        ...process.env,
        ...(options.knowledge ? { SIDECUE_KNOWLEDGE: options.knowledge } : {}),
      })
      const { desk, flaws } = await loadDesk(config.knowledgeDir)
      printFlaws(flaws)
      const triage = triageTranscript(transcript, desk)
      if (options.json) printJson(triage)
      else printTriage(triage)
    })
}

const FIELDS = ['type', 'module', 'department', 'urgency', 'priority', 'sentiment'] as const

function printTriage(triage: Triage): void {
  for (const field of FIELDS) printLine(`${field.padEnd(11)} ${describe(triage[field])}`)
  for (const { kind, seq, cue } of triage.urgent) {
    printLine(`URGENT      ${kind}: "${cue}" (turn ${seq})`)
  }
}

function describe(finding: Finding | null): string {
  if (finding === null) return '- (could not be determined)'
  const { value, confidence, turns, cues, runnersUp } = finding
  const next = runnersUp[0] ? `, else ${runnersUp[0].label}` : ''
  const from = turns.length > 0 ? `  turns ${turns.join(', ')}` : ''
  const words = cues.length > 0 ? `: ${cues.map((cue) => `"${cue}"`).join(' ')}` : ''
  return `${value} (${confidence.toFixed(2)}${next})${from}${words}`
}
