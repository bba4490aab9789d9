import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { caseSchemas, SCHEMAS_FOLDER } from '../../evals/case-schemas.ts'
import { runSuites, suitesFor } from '../../evals/index.ts'
import { readRows } from '../../evals/read-cases.ts'
import { LineCase, QuestionCase } from '../../evals/suites/case-forms.ts'
import { readAllCases } from '../../evals/suites/read-suite-cases.ts'
import { thresholdGates } from '../../evals/thresholds.ts'
import { within } from '../../evals/within.ts'

const LINE = { id: 'w-1', lang: 'zh-Hant', text: '我要找記者', fires: true, category: 'media' }

describe('wrong input is answered with file and line', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sidecue-bad-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  async function write(name: string, text: string): Promise<string> {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }

  function run(suites: string[], more: object = {}) {
    return runSuites({ suites, cases: folder, out: join(folder, 'out'), ...more })
  }

  it.each([
    ['lines.jsonl', ['warnings'], ''],
    ['dialogues.jsonl', ['summary'], '\n'],
    ['questions.yml', ['questions'], '# nothing yet\n'],
    ['drafts.jsonl', ['check'], ''],
  ])('an empty %s', async (name, suites, text) => {
    const file = await write(name, text)
    await expect(run(suites)).rejects.toMatchObject({ code: 'BAD_INPUT', place: { file, line: 1 } })
  })

  it('an empty corpus, no judgement, one class alone', async () => {
    const file = await write('corpus.jsonl', '')
    await expect(run(['retrieval'])).rejects.toMatchObject({ place: { file, line: 1 } })
    await write('corpus.jsonl', '{"id": "a", "text": "b"}\n')
    const judged = await write('qrels.tsv', '')
    await expect(run(['retrieval'])).rejects.toMatchObject({ place: { file: judged, line: 1 } })
    await write('train.jsonl', '{"text": "a", "label": "x"}\n{"text": "b", "label": "x"}\n')
    await write('test.jsonl', '{"text": "a", "label": "x"}\n')
    await expect(run(['classification'])).rejects.toThrow("only the one label 'x'")
  })

  it('an id that is there twice, also in a file beside it', async () => {
    await write('lines.jsonl', `${JSON.stringify(LINE)}\n`)
    const file = await write('lines-more.jsonl', `\n${JSON.stringify(LINE)}\n`)
    await expect(readAllCases(folder, 'lines', LineCase)).rejects.toMatchObject({
      place: { file, line: 2 },
      message: "The id 'w-1' is already that of lines.jsonl line 1.",
    })
  })

  it('a key that is misspelt would leave a case that cannot fail', async () => {
    const row = { id: 'q-1', lang: 'en', kind: 'plain', text: 'how do I pay', must_sya: ['5 days'] }
    const file = await write('questions.jsonl', JSON.stringify(row))
    await expect(readRows(folder, 'questions.jsonl', QuestionCase)).rejects.toMatchObject({
      place: { file, line: 1 },
      message: "Nothing reads 'must_sya'. Did you mean 'must_say'?",
    })
    await write('questions.jsonl', JSON.stringify({ ...row, must_sya: undefined, topic: 'x' }))
    expect(await readRows(folder, 'questions.jsonl', QuestionCase)).toHaveLength(1)
  })

  it('cases may be a YAML list; a wrong one is named by its line', async () => {
    await write(
      'questions.yml',
      '- {id: q-1, lang: zh-Hant, kind: plain, text: 怎麼退費}\n- id: q-2\n  lang: tw\n',
    )
    expect(suitesFor(folder)).toEqual(['questions', 'locks'])
    await expect(readRows(folder, 'questions.jsonl', QuestionCase)).rejects.toMatchObject({
      place: { line: 2 },
    })
    await write('questions.yml', 'id: q-1\n')
    await expect(readRows(folder, 'questions.jsonl', QuestionCase)).rejects.toThrow('not a list')
    await write('questions.jsonl', '')
    expect(() => suitesFor(folder)).toThrow('two files of questions')
  })

  it.each([
    [
      'an unknown figure',
      'floors:\n  warnings:\n    recal: 0.9\n',
      3,
      "no figure 'recal'. Did you mean 'recall'?",
    ],
    ['an unknown suite', 'floors:\n  warning: {recall: 1}\n', 2, "Did you mean 'warnings'?"],
    ['an unknown key', 'tolerance: 0.01\nfloor: {}\n', 2, 'floor'],
    ['no share', 'tolerance: 5\n', 1, 'tolerance'],
  ])('thresholds with %s', async (_, text, line, message) => {
    await write('lines.jsonl', JSON.stringify(LINE))
    const file = await write('thresholds.yml', text)
    const failing = run(['warnings'])
    await expect(failing).rejects.toMatchObject({ code: 'BAD_INPUT', place: { file, line } })
    await expect(failing).rejects.toThrow(message)
  })

  it('a baseline of another form, of another suite, with an unknown figure, empty, missing', async () => {
    await write('lines.jsonl', JSON.stringify(LINE))
    const header = '{"schema":1,"suite":"warnings"}\n'
    const row = (scores: string) => `{"id":"w-1","scores":${scores},"slices":{}}\n`
    const baseline = join(folder, 'warnings.jsonl')
    for (const [text, line] of [
      ['{"schema":2,"suite":"warnings"}\n', 1],
      [`{"schema":1,"suite":"check"}\n${row('{}')}`, 1],
      [header + row('{"right":1}') + row('{"right":1}'), 3],
      [header + row('{"rite":1}'), 2],
      [header, 1],
    ] as const) {
      await write('warnings.jsonl', text)
      await expect(run(['warnings'], { baseline })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        place: { file: baseline, line },
      })
    }
    await expect(run(['warnings'], { baseline: join(folder, 'no') })).rejects.toThrow('no baseline')
    await expect(run(['warnings', 'check'], { baseline })).rejects.toThrow('several suites')
  })

  it('a suite that the baseline has and nobody has cases for', async () => {
    await write('lines.jsonl', JSON.stringify(LINE))
    const kept = join(folder, 'kept')
    await mkdir(kept)
    const row = '{"id":"w-1","scores":{"right":1},"slices":{}}\n'
    await writeFile(join(kept, 'warnings.jsonl'), `{"schema":1,"suite":"warnings"}\n${row}`)
    await writeFile(join(kept, 'check.jsonl'), `{"schema":1,"suite":"check"}\n${row}`)
    await expect(run(['warnings'], { baseline: kept, isAll: true })).rejects.toMatchObject({
      place: { file: join(kept, 'check.jsonl') },
    })
  })

  it('floors and ceilings are gates; one on a slice that is not there is refused', async () => {
    const result = {
      ...{ suite: 'warnings', cases: 1, gates: [], versions: {}, startedAt: '' },
      metrics: { recall: 0.9, 'recall/lang=en': 0.5, p95Ms: 40 },
    }
    const text =
      'floors:\n  warnings: {recall: 0.8, recall/lang=en: 0.8}\nceilings:\n  warnings: {p95Ms: 20}\n'
    await write('thresholds.yml', text)
    expect((await thresholdGates(folder, result)).map(({ name, ok }) => [name, ok])).toEqual([
      ['floor recall', true],
      ['floor recall/lang=en', false],
      ['ceiling p95Ms', false],
    ])
    await write('thresholds.yml', 'floors:\n  warnings:\n    recall/lang=fr: 0.8\n')
    await expect(thresholdGates(folder, result)).rejects.toMatchObject({ place: { line: 3 } })
  })

  it('a case that takes too long fails, whether or not it listens', async () => {
    await expect(within(10, () => new Promise(() => {}))).rejects.toThrow('longer than 10 ms')
    await expect(within(1000, async () => 7)).resolves.toBe(7)
  })
})

it('the published forms of cases are those that are read', async () => {
  const published = caseSchemas()
  expect((await readdir(SCHEMAS_FOLDER)).sort()).toEqual(Object.keys(published).sort())
  for (const [name, source] of Object.entries(published)) {
    const kept = JSON.parse(await readFile(join(SCHEMAS_FOLDER, name), 'utf8'))
    expect(kept, `${name}: run node evals/case-schemas.ts`).toEqual(JSON.parse(source))
  }
})
