import type { Command } from 'commander'
import { type KnowledgeOptions, withKnowledge } from './knowledge-options.ts'
import { settingsHelp } from './settings-help.ts'

type Options = KnowledgeOptions & { host?: string; port?: string }

/** `sidecue serve`: the API and the panel, the same process as `npm start`. */
export function addServeCommand(program: Command): void {
  withKnowledge(program.command('serve'))
    .description('the API and the panel (this is npm start)')
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--port <port>', 'port to listen on (default: 8787)')
    .addHelpText('after', settingsHelp)
    .action(async (options: Options) => {
      const settings = {
        SIDECUE_HOST: options.host,
        SIDECUE_PORT: options.port,
        SIDECUE_KNOWLEDGE: options.knowledge,
        SIDECUE_DATA: options.data,
      }
      for (const [name, value] of Object.entries(settings))
        if (value !== undefined) process.env[name] = value
      await import('../main.ts')
    })
}
