import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { readRows } from '../read-cases.ts'
import { Sample } from './sample.ts'

/** Samples take minutes to collect and a second to fit on: they are kept, one a line. */
export async function keepSamples(file: string, samples: readonly Sample[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, samples.map((sample) => `${JSON.stringify(sample)}\n`).join(''))
}

export function readSamples(file: string): Promise<Sample[]> {
  return readRows(dirname(file), basename(file), Sample)
}
