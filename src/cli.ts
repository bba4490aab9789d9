#!/usr/bin/env node
import { reportError } from './cli/output.ts'
import { createProgram } from './cli/program.ts'

// Whoever reads our output, such as `head`, may have had enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

try {
  await createProgram().parseAsync()
} catch (error) {
  process.exitCode = reportError(error)
}
