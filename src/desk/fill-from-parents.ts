import { inherited, type TaxonomyRows } from './taxonomy-checks.ts'
import type { Taxonomy } from './types.ts'

type Cues = { sentiment_cues: NonNullable<Taxonomy['sentimentCues']> }

/** The taxonomy as it is used: what a type or module leaves out is its parent's. */
export function fillFromParents({
  types,
  modules,
  departments,
  urgencies,
  priorities,
  sentiment_cues,
}: TaxonomyRows & Cues): Taxonomy {
  return {
    types: types.map((type) => ({
      id: type.id,
      name: type.name,
      ...parentOf(type),
      // Checked: it has one, or a parent that has.
      deadlineHours: inherited(types, type, (one) => one.deadline_hours) as number,
      requires: inherited(types, type, (one) => one.requires) ?? [],
      examples: type.examples,
      renamedFrom: type.renamed_from,
    })),
    modules: modules.map((module) => ({
      id: module.id,
      name: module.name,
      ...parentOf(module),
      department: inherited(modules, module, (one) => one.department) as string,
      examples: module.examples,
      renamedFrom: module.renamed_from,
    })),
    departments: departments.map(({ renamed_from, ...row }) => ({
      ...row,
      renamedFrom: renamed_from,
    })),
    urgencies: urgencies.map(({ renamed_from, deadline_hours, ...row }) => ({
      ...row,
      ...(deadline_hours === undefined ? {} : { deadlineHours: deadline_hours }),
      renamedFrom: renamed_from,
    })),
    priorities: priorities.map(({ renamed_from, ...row }) => ({
      ...row,
      renamedFrom: renamed_from,
    })),
    sentimentCues: sentiment_cues,
  }
}

function parentOf({ parent }: { parent?: string | undefined }): { parent?: string } {
  return parent === undefined ? {} : { parent }
}
