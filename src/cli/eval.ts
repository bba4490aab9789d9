import type { Command } from 'commander'
import { runEval } from '../../evals/index.ts'
import { EXIT, printJson, printLine } from './output.ts'

type Options = { cases: string; out: string; json?: boolean }

/** `sidecue eval`: measures a suite on cases and writes machine-readable results. */
export function addEvalCommand(program: Command): void {
  program
    .command('eval')
    .description('measure a suite on cases; exit status 1 when a gate fails')
    .argument('<suite...>', 'retrieval, grounding')
    .requiredOption('--cases <dir>', 'folder with the cases')
    .option('--out <dir>', 'where results are written', 'evals/out')
    .option('--json', 'print the metrics as JSON')
    .action(async (suites: string[], options: Options) => {
      for (const suite of suites) {
        const result = await runEval(suite, { cases: options.cases, out: options.out })
        if (options.json) printJson(result)
        else {
          printLine(`${result.suite}: ${result.cases} cases`)
          for (const [name, value] of Object.entries(result.metrics))
            printLine(`  ${name.padEnd(16)} ${value.toFixed(4)}`)
          for (const gate of result.gates)
            printLine(
              `  gate ${gate.name}: ${gate.value} (limit ${gate.limit}) ${gate.ok ? 'ok' : 'FAILED'}`,
            )
        }
        if (result.gates.some((gate) => !gate.ok)) process.exitCode = EXIT.findings
      }
    })
}
