import { stderr, stdout } from 'node:process'
import { printFlaws, reportError } from './cli/output.ts'
import { progressLine } from './cli/progress.ts'
import { readConfig } from './config.ts'
import { type RunningServer, startServer } from './http/start-server.ts'

const progress = progressLine()

try {
  const server = await startServer(readConfig(process.env), {
    onProgress: progress.update,
    onFlaws: (flaws) => {
      progress.end()
      printFlaws(flaws)
    },
    onListening: ({ url, isFirst, isDemo }) => {
      progress.end()
      stdout.write(welcome(url, isDemo))
      if (isFirst) stdout.write('First start: the knowledge base is being indexed …\n')
    },
    onIndexed: ({ added, changed, removed, unchanged, seconds }) => {
      progress.end()
      const isNews = added + changed + removed > 0
      const counts = `${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged`
      if (isNews) stdout.write(`Knowledge indexed: ${counts} (${seconds.toFixed(1)} s). Ready.\n`)
    },
    onIndexFailed: (error) => {
      progress.end()
      reportError(error)
      stderr.write('The server goes on with what was indexed before.\n')
    },
  })
  stopOnSignal(server)
} catch (error) {
  progress.end()
  process.exitCode = reportError(error)
}

function welcome(url: string, isDemo: boolean): string {
  return [
    `Sidecue is running.`,
    `  Panel     ${url}   (open it and press “Play a sample conversation” / “播放示例对话”)`,
    `  API       ${url}/docs`,
    ...(isDemo
      ? ['  Access    this machine only, demo roles; set SIDECUE_KEYS to serve others']
      : []),
    '  Stop      Ctrl-C',
    '',
  ].join('\n')
}

/** The first signal lets requests finish and closes the database, a second one does not wait. */
function stopOnSignal(server: RunningServer): void {
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isStopping) process.exit(130)
      isStopping = true
      stderr.write('Stopping …\n')
      server.stop().then(
        () => process.exit(0),
        (error) => process.exit(reportError(error)),
      )
    })
}
