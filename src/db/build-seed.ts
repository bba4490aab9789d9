/** Run when the project is installed: makes the archive that new embedded databases start from. */
import { silentLog } from '../log.ts'
import { findSeed, keepSeed } from './embedded/kept-seed.ts'
import { makeSeed } from './open.ts'

if (import.meta.main && !(await findSeed())) await keepSeed(await makeSeed({ log: silentLog }))
