import { build, type Plugin } from 'vite'

/** Puts `embed.js` beside the panel: one classic script without imports, so that any page can load it by one tag. */
export function emitEmbedScript(entry: string): Plugin {
  return {
    name: 'sidecue-embed-script',
    apply: 'build',
    async generateBundle() {
      const built = await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        build: {
          write: false,
          target: 'es2022',
          reportCompressedSize: false,
          lib: { entry, formats: ['iife'], name: 'Sidecue', fileName: () => 'embed.js' },
        },
      })
      for (const { output } of Array.isArray(built) ? built : 'output' in built ? [built] : [])
        for (const file of output)
          if (file.type === 'chunk')
            this.emitFile({ type: 'asset', fileName: 'embed.js', source: file.code })
    },
  }
}
