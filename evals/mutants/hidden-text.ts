import type { Mutant, Patch } from './types.ts'

/** The condition in each query holds for everything. */
const OPEN_PREDICATE: Patch = {
  file: 'src/db/visibility.ts',
  find: `(\${article}.release is null or \${article}.release <= desk_now())
    and (\${article}.expires is null or \${article}.expires > desk_now())`,
  replace: 'true',
}

/** Whatever audience stands in the row. */
const OPEN_AUDIENCE: Patch = {
  file: 'src/db/visibility.ts',
  find: `\${isVisible(sql, alias)}
    and \${sql(alias)}.audience = any(\${[...audiencesOf(role)]}::text[])`,
  replace: 'true',
}

const OPEN_EMBARGO_SEARCH: Patch = {
  file: 'src/retrieval/find-candidates.ts',
  find: `and article.release <= desk_now() and \${isVisible(sql)}`,
  replace: '',
}

/** Row policies of the readers let everything through; they are still there, and still forced. */
const OPEN_POLICIES = `
do $$
declare
  found record;
begin
  for found in
    select schemaname, tablename, policyname from pg_policies
    where schemaname in ('customer', 'agent', 'internal', 'embargo') and policyname like '%_reads'
  loop
    execute format('alter policy %I on %I.%I using (true)', found.policyname, found.schemaname, found.tablename);
  end loop;
end
$$;`

/** Customers and agents may read every store; where no policy lets them, they see no row yet. */
const OPEN_GRANTS = `
grant usage on schema customer, agent, internal, embargo to sidecue_customer, sidecue_agent;
grant select on all tables in schema customer, agent, internal, embargo to sidecue_customer, sidecue_agent;`

/**
 * A policy more on every table: customers and agents see each row. Row security is on, so the program starts; an image
 * of the database that it was opened with before has the policy already.
 */
const ALL_ROWS = `
do $$
declare
  found record;
begin
  for found in
    select schemaname, tablename from pg_tables where schemaname in ('customer', 'agent', 'internal', 'embargo')
  loop
    execute format('drop policy if exists everybody_reads on %I.%I', found.schemaname, found.tablename);
    execute format('create policy everybody_reads on %I.%I for select to sidecue_customer, sidecue_agent using (true)',
      found.schemaname, found.tablename);
  end loop;
end
$$;`

const NO_ROW_SECURITY = `
do $$
declare
  found record;
begin
  for found in
    select schemaname, tablename from pg_tables where schemaname in ('customer', 'agent', 'internal', 'embargo')
  loop
    execute format('alter table %I.%I disable row level security', found.schemaname, found.tablename);
  end loop;
end
$$;`

const OPEN_EMBARGO = `
alter policy sidecue_customer_reads on embargo.article using (
  audience = 'customer' and (expires is null or expires > public.desk_now()));
alter policy sidecue_agent_reads on embargo.article using (
  audience in ('customer', 'agent') and (expires is null or expires > public.desk_now()));`

const EVERYBODY_READS_ALL: Patch[] = [
  {
    file: 'src/db/visibility.ts',
    find: "customer: ['customer'],",
    replace: "customer: ['customer', 'agent', 'internal'],",
  },
  {
    file: 'src/db/visibility.ts',
    find: "agent: ['customer', 'agent'],",
    replace: "agent: ['customer', 'agent', 'internal'],",
  },
  {
    file: 'src/indexing/read-articles.ts',
    find: "customer: ['customer', 'embargo'],",
    replace: "customer: ['customer', 'agent', 'internal', 'embargo'],",
  },
]

/** Text that customers may not hear, or nobody yet. */
export const HIDDEN_TEXT: readonly Mutant[] = [
  {
    id: 'predicate-dropped',
    breaks:
      'the condition in the queries lets everything through; rights and row policies still hold',
    patches: [OPEN_PREDICATE],
  },
  {
    id: 'audience-predicate-dropped',
    breaks: 'queries of the embargo store ask neither for the audience nor for the window',
    patches: [OPEN_AUDIENCE],
  },
  {
    id: 'row-policies-open',
    breaks: 'row policies let everything through; rights and queries still hold',
    patches: [],
    sql: OPEN_POLICIES,
  },
  {
    id: 'row-security-off',
    breaks: 'row security is switched off on the stores',
    patches: [],
    sql: NO_ROW_SECURITY,
  },
  {
    id: 'grants-open',
    breaks: 'customers and agents have rights on every store; row policies and queries still hold',
    patches: [],
    sql: OPEN_GRANTS,
  },
  {
    id: 'all-locks-open',
    breaks: 'rights, row policies and queries all let everything through',
    patches: [OPEN_PREDICATE, OPEN_AUDIENCE, OPEN_EMBARGO_SEARCH, ...EVERYBODY_READS_ALL],
    sql: `${OPEN_GRANTS}${ALL_ROWS}`,
  },
  {
    id: 'embargo-opened',
    breaks: 'queries and row policies no longer ask whether text has been released',
    patches: [
      {
        file: 'src/db/visibility.ts',
        find: `(\${article}.release is null or \${article}.release <= desk_now())`,
        replace: 'true',
      },
      {
        file: 'src/retrieval/find-candidates.ts',
        find: 'and article.release <= desk_now() and',
        replace: 'and',
      },
    ],
    sql: OPEN_EMBARGO,
  },
  {
    id: 'embargo-ignored',
    breaks: 'what is not released yet is indexed as if it were',
    patches: [
      {
        file: 'src/articles/build-parts.ts',
        find: 'release: region.release, expires: head.expires }',
        replace: 'release: null, expires: head.expires }',
      },
    ],
  },
  {
    id: 'expiry-ignored',
    breaks: 'what has expired is indexed as if it had not',
    patches: [
      {
        file: 'src/articles/build-parts.ts',
        find: 'release: region.release, expires: head.expires }',
        replace: 'release: region.release, expires: null }',
      },
    ],
  },
  {
    id: 'drafts-served',
    breaks: 'drafts and archived articles are served',
    patches: [
      {
        file: 'src/indexing/conclude-file.ts',
        find: "const isServed = article.state === 'published'",
        replace: 'const isServed = true',
      },
    ],
  },
  {
    id: 'blocks-not-cut-out',
    breaks: 'blocks for agents, of the inside or under embargo stay in the text of their article',
    patches: [
      {
        file: 'src/articles/build-parts.ts',
        find: '  visit(root, null)\n',
        replace: '',
      },
      {
        file: 'src/articles/build-parts.ts',
        find: '  const blocks = region.children.map(',
        replace: '  const blocks = region.children.slice(0, 0).map(',
      },
    ],
  },
  {
    id: 'guidance-told',
    breaks: 'notes for agents stand in what customers are told',
    patches: [
      {
        file: 'src/copilot/finish-suggestion.ts',
        find: 'text: joinSentences(draft.sentences),',
        replace:
          "text: [joinSentences(draft.sentences), ...guidance.map(({ quote }) => quote)].join('\\n'),",
      },
    ],
  },
  {
    id: 'inside-shown',
    breaks: 'agents are shown notes of the inside as guidance',
    patches: [
      {
        file: 'src/copilot/fetch-guidance.ts',
        find: "await retrieve(db, 'agent', query, {",
        replace: "await retrieve(db, 'lead', query, {",
      },
      {
        file: 'src/copilot/fetch-guidance.ts',
        find: "audiences: ['agent'],",
        replace: "audiences: ['agent', 'internal'],",
      },
    ],
  },
  {
    id: 'asked-nicely',
    breaks: 'whoever tells the program to forget its rules reads as a lead does',
    patches: [
      {
        file: 'src/retrieval/retrieve.ts',
        find: '  options.signal?.throwIfAborted()\n  const asked = queryTerms(query)',
        replace:
          "  if (/忽略|無視|无视|ignore|forget|角色扮演|role.?play|developer|管理员|管理員/i.test(query.text)) role = 'lead'\n  const asked = queryTerms(query)",
      },
    ],
  },
]
