import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'

const SAMPLE = join(import.meta.dirname, '..', '..', 'knowledge')
const PARTS = [
  'phrases',
  'warnings.yml',
  'glossary.yml',
  'articles/recharge',
  'articles/membership',
]

/** Seconds instead of minutes, so that they run out between two kills. */
const TIMERS = {
  reply_minutes: 0.05,
  reply_warn_seconds: 1.5,
  idle_remind_minutes: 0.05,
  idle_close_minutes: 0.1,
  chat: { burst_seconds: 0.5, call_back_minutes: 0.05 },
}

/** A part of the sample knowledge base with hasty timers; returns the settings of a server on it. */
export async function prepareKillFolder(folder: string): Promise<Record<string, string>> {
  const knowledge = join(folder, 'knowledge')
  for (const part of PARTS) await cp(join(SAMPLE, part), join(knowledge, part), { recursive: true })
  const desk: object = parse(await readFile(join(SAMPLE, 'desk.yml'), 'utf8'))
  await writeFile(join(knowledge, 'desk.yml'), stringify({ ...desk, timers: TIMERS }))
  return { SIDECUE_KNOWLEDGE: knowledge, SIDECUE_DEBOUNCE_MS: '0', SIDECUE_LOG: 'error' }
}
