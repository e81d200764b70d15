import { z } from 'zod';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { Difference } from '#shared/model/difference';
import { ServicePrincipalId, SynchronizationJobId } from '#shared/model/ids';
import {
  ExpressionDiagnostic,
  ExpressionFunction,
  ExpressionOutcome,
  ExpressionVerdict,
  MappingsView,
  SamplePerson,
} from '#shared/model/mappings';
import { query, task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

/** Longer than the service takes, so that the answer can say so. */
const Expression = z.string().max(50_000);
const samples = z.array(SamplePerson).max(10);

/** One side of a comparison: what is live of an application, or a configuration. */
const Side = z.union([
  z.strictObject({ application: ApplicationSelector }),
  z.strictObject({ configuration: ProvisioningConfiguration }),
]);

/** Procedures about mappings and expressions; nothing here writes. */
export const mappingsContract = {
  'mappings.read': query({
    summary: 'The mappings of an application with the attributes of both sides, beside its vendor profile',
    input: z.strictObject({ application: ApplicationSelector }),
    output: MappingsView,
  }),
  'configuration.compare': task({
    summary: 'What differs in meaning between two configurations or live applications, in words and as rows',
    input: z.strictObject({ before: Side, after: Side }),
    output: z.strictObject({ differences: z.array(Difference) }),
  }),
  'expressions.functions': query({
    summary: 'The functions of the expression language',
    input: z.strictObject({}),
    output: z.strictObject({ functions: z.array(ExpressionFunction) }),
  }),
  'expressions.evaluate': query({
    summary: 'Check an expression and work out its value for sample people, by our own evaluator',
    input: z.strictObject({
      expression: Expression,
      /** Names of the source object's attributes; empty = they are not checked. */
      attributes: z.array(z.string().max(400)).max(2000).default([]),
      samples: samples.default([]),
    }),
    output: z.strictObject({
      diagnostics: z.array(ExpressionDiagnostic),
      outcomes: z.array(z.strictObject({ id: z.string(), outcome: ExpressionOutcome })),
    }),
  }),
  'expressions.askService': query({
    summary: 'What the provisioning service itself says about an expression, beside our own value',
    input: z.strictObject({
      servicePrincipalId: ServicePrincipalId,
      jobId: SynchronizationJobId,
      expression: Expression,
      samples: samples.min(1),
    }),
    output: z.strictObject({ verdicts: z.array(ExpressionVerdict) }),
  }),
  'expressions.inventSamples': query({
    summary: 'Invented people with a value for each attribute, to try an expression on',
    input: z.strictObject({ attributes: z.array(z.string().max(400)).max(2000) }),
    output: z.strictObject({ samples: z.array(SamplePerson) }),
  }),
  'expressions.readSample': query({
    summary: 'A person of the directory with the values that mappings take, as far as the permission reaches',
    input: z.strictObject({
      /** Object id or user principal name. */
      user: z.string().min(1).max(320),
      attributes: z.array(z.string().max(400)).max(2000),
      /** `all` asks for User.Read.All, `basic` for no more than is consented to already. */
      permission: z.enum(['all', 'basic']),
    }),
    output: z.strictObject({ sample: SamplePerson, withoutValue: z.array(z.string()) }),
  }),
} as const;
