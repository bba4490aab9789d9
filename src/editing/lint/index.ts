export {
  type Contract,
  type ContractDeps,
  type ContractResult,
  contractsOf,
  type FoundArticle,
  runContract,
  runContracts,
} from './contracts.ts'
export { type LintOptions, type LintReport, lintFolder } from './lint-folder.ts'
export { RULES, type Rule } from './rules.ts'
export { runFolderContracts } from './run-folder-contracts.ts'
export type { Finding, Related } from './types.ts'
