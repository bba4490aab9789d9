export {
  currentLabel,
  describeLabel,
  LABEL_FIELDS,
  type LabelField,
  type LabelView,
  labelsOf,
} from './describe-label.ts'
export { loadDesk } from './load-desk.ts'
export { SLOTS } from './read-phrases.ts'
export { readYaml } from './read-yaml.ts'
export {
  type Desk,
  type GlossaryTerm,
  type Phrases,
  STAGES,
  type Stage,
  type Taxonomy,
  type WarningGroup,
} from './types.ts'
