/** A stretch of a source file, exactly as it stands there once, and what is put in its place. */
export type Patch = {
  /** From the root of the repository. */
  file: string
  find: string
  replace: string
}

/** A way to break the program on purpose. */
export type Mutant = {
  id: string
  /** What is wrong then, for whoever reads the report. */
  breaks: string
  patches: readonly Patch[]
  /** Run by the owner of a database as soon as it is opened, before the program looks at its roles. */
  sql?: string
}

/** What noticed it: a gate or a figure of a suite, with the cases that tell. */
export type Notice = {
  suite: string
  /** A gate's name, `losses: <figure>` against the baseline, or `does not start`. */
  by: string
  /** What was found, in short. */
  found: string
  /** Ids of cases, the first few. */
  cases: string[]
}

/** A suite as it is run on a mutant: on some of the cases first, then on all of them. */
export type Stage = {
  suite: string
  /** Folder with the cases. */
  cases: string
  /** Scores to compare with, of these very cases; none where none are kept. */
  baseline: string | null
  isSample: boolean
}
