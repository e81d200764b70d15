import { z } from 'zod';
import { ScopingFilter } from '#shared/model/attribute-mapping';
import { AssignmentConfiguration, ObjectMappingConfiguration } from '#shared/model/configuration';
import { Plan } from '#shared/model/plan';
import {
  AssignmentRow,
  FilterAttribute,
  FilterFinding,
  FilterOperator,
  Impact,
  RowFault,
  ScopeView,
} from '#shared/model/scope';
import { query, task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

/** Procedures about who is in scope and what a change of it comes to; nothing here writes. */
export const scopeContract = {
  'scope.show': query({
    summary: 'Who is in scope of an application: assignments, roles, filters, and what to know about them',
    input: z.strictObject({ application: ApplicationSelector }),
    output: ScopeView,
  }),
  'scope.checkFilter': query({
    summary: 'What is wrong with a scoping filter, and what its clauses mean for empty values, case and several values',
    input: z.strictObject({
      filter: ScopingFilter,
      /** null: not known, so names and types are not checked. */
      attributes: z.array(FilterAttribute).max(5000).nullable().default(null),
      operators: z.array(FilterOperator).max(200).nullable().default(null),
    }),
    output: z.strictObject({ findings: z.array(FilterFinding), inWords: z.string().nullable() }),
  }),
  'scope.readAssignments': task({
    summary: 'Read a CSV of people and groups with their roles and find them in the directory; assigns nobody',
    input: z.strictObject({ application: ApplicationSelector, text: z.string().max(2_000_000) }),
    output: z.strictObject({ rows: z.array(AssignmentRow), faults: z.array(RowFault) }),
  }),
  'scope.planUnassign': task({
    summary: 'Say what removing assignments means: who is deprovisioned; writes nothing',
    input: z.strictObject({
      application: ApplicationSelector,
      assignments: z.array(z.string().min(1).max(200)).min(1).max(5000),
    }),
    output: Plan,
  }),
  'scope.impact': task({
    summary: 'What a change of scope or mappings comes to, computed from the directory page by page; writes nothing',
    input: z.strictObject({
      application: ApplicationSelector,
      /** Left out = as it is. */
      people: z.enum(['assigned', 'everyone']).optional(),
      skipOutOfScopeDeletions: z.boolean().optional(),
      mappings: z.array(ObjectMappingConfiguration).max(50).default([]),
      assign: z.array(AssignmentConfiguration).max(5000).default([]),
      /** Ids of assignments. */
      unassign: z.array(z.string().min(1).max(200)).max(5000).default([]),
      /** How many names are given at most. */
      names: z.number().int().min(0).max(100).default(10),
    }),
    output: Impact,
  }),
} as const;
