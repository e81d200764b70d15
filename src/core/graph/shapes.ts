import { z } from 'zod';
import { AttributeMapping, ScopingFilter } from '#shared/model/attribute-mapping';
import { ApplicationId, ApplicationTemplateId, ServicePrincipalId, SynchronizationJobId } from '#shared/model/ids';
import { ServiceText } from './service-text.ts';

const KeyValue = z.looseObject({ key: z.string(), value: z.string().nullish() });
export type KeyValue = z.infer<typeof KeyValue>;

/** Source: learn.microsoft.com/graph/api/resources/applicationtemplate */
export const ApplicationTemplate = z.looseObject({
  id: ApplicationTemplateId,
  displayName: z.string(),
  publisher: z.string().nullish(),
  categories: z.array(z.string()).nullish(),
  supportedProvisioningTypes: z.array(z.string()).nullish(),
  supportedSingleSignOnModes: z.array(z.string()).nullish(),
});
export type ApplicationTemplate = z.infer<typeof ApplicationTemplate>;

/** Source: learn.microsoft.com/graph/api/resources/approle */
export const AppRole = z.looseObject({
  id: z.guid(),
  displayName: z.string().nullish(),
  value: z.string().nullish(),
  isEnabled: z.boolean().nullish(),
  allowedMemberTypes: z.array(z.string()).nullish(),
});
export type AppRole = z.infer<typeof AppRole>;

/** Source: learn.microsoft.com/graph/api/resources/serviceprincipal */
export const ServicePrincipal = z.looseObject({
  id: ServicePrincipalId,
  appId: z.string(),
  displayName: z.string(),
  applicationTemplateId: z.string().nullish(),
  appRoles: z.array(AppRole).nullish(),
  preferredSingleSignOnMode: z.string().nullish(),
  appRoleAssignmentRequired: z.boolean().nullish(),
  createdDateTime: z.string().nullish(),
});
export type ServicePrincipal = z.infer<typeof ServicePrincipal>;

/** Source: learn.microsoft.com/graph/api/resources/application */
export const Application = z.looseObject({
  id: ApplicationId,
  appId: z.string(),
  displayName: z.string(),
  appRoles: z.array(AppRole).nullish(),
});
export type Application = z.infer<typeof Application>;

/** Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationtemplate */
export const SynchronizationTemplate = z.looseObject({
  id: z.string(),
  default: z.boolean().nullish(),
  description: z.string().nullish(),
  factoryTag: z.string().nullish(),
  metadata: z.array(KeyValue).nullish(),
});
export type SynchronizationTemplate = z.infer<typeof SynchronizationTemplate>;

/** Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationerror */
export const SynchronizationError = z.looseObject({
  code: z.string().nullish(),
  message: ServiceText.nullish(),
  tenantActionable: z.boolean().nullish(),
});

/** Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationtaskexecution */
export const TaskExecution = z.looseObject({
  state: z.string().nullish(),
  timeBegan: z.string().nullish(),
  timeEnded: z.string().nullish(),
  error: SynchronizationError.nullish(),
});
export type TaskExecution = z.infer<typeof TaskExecution>;

/** Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationquarantine */
export const Quarantine = z.looseObject({
  reason: z.string().nullish(),
  currentBegan: z.string().nullish(),
  nextAttempt: z.string().nullish(),
  seriesBegan: z.string().nullish(),
  seriesCount: z.number().nullish(),
  error: SynchronizationError.nullish(),
});
export type Quarantine = z.infer<typeof Quarantine>;

/** Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationjob */
export const SynchronizationJob = z.looseObject({
  id: SynchronizationJobId,
  templateId: z.string().nullish(),
  schedule: z
    .looseObject({ interval: z.string().nullish(), state: z.string().nullish(), expiration: z.string().nullish() })
    .nullish(),
  status: z
    .looseObject({
      code: z.string().nullish(),
      countSuccessiveCompleteFailures: z.number().nullish(),
      escrowsPruned: z.boolean().nullish(),
      lastExecution: TaskExecution.nullish(),
      lastSuccessfulExecution: TaskExecution.nullish(),
      lastSuccessfulExecutionWithExports: TaskExecution.nullish(),
      progress: z
        .array(
          z.looseObject({
            completedUnits: z.number().nullish(),
            totalUnits: z.number().nullish(),
            units: z.string().nullish(),
            progressObservationDateTime: z.string().nullish(),
          }),
        )
        .nullish(),
      quarantine: Quarantine.nullish(),
      steadyStateFirstAchievedTime: z.string().nullish(),
      steadyStateLastAchievedTime: z.string().nullish(),
      synchronizedEntryCountByType: z.array(z.looseObject({ key: z.string(), value: z.number() })).nullish(),
      troubleshootingUrl: z.string().nullish(),
    })
    .nullish(),
  synchronizationJobSettings: z.array(z.looseObject({ name: z.string(), value: z.string().nullish() })).nullish(),
});
export type SynchronizationJob = z.infer<typeof SynchronizationJob>;

/** Source: learn.microsoft.com/graph/api/resources/synchronization-objectmapping */
export const ObjectMapping = z.looseObject({
  name: z.string().nullish(),
  enabled: z.boolean().nullish(),
  flowTypes: z.string().nullish(),
  sourceObjectName: z.string(),
  targetObjectName: z.string(),
  scope: ScopingFilter.nullish(),
  attributeMappings: z.array(AttributeMapping).nullish(),
});
export type ObjectMapping = z.infer<typeof ObjectMapping>;

/** Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationrule */
export const SynchronizationRule = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  priority: z.number().nullish(),
  editable: z.boolean().nullish(),
  sourceDirectoryName: z.string().nullish(),
  targetDirectoryName: z.string().nullish(),
  objectMappings: z.array(ObjectMapping).nullish(),
});
export type SynchronizationRule = z.infer<typeof SynchronizationRule>;

/** Source: learn.microsoft.com/graph/api/resources/synchronization-attributedefinition */
export const AttributeDefinition = z.looseObject({
  name: z.string(),
  type: z.string().nullish(),
  anchor: z.boolean().nullish(),
  required: z.boolean().nullish(),
  multivalued: z.boolean().nullish(),
  caseExact: z.boolean().nullish(),
  mutability: z.string().nullish(),
});
export type AttributeDefinition = z.infer<typeof AttributeDefinition>;

/** Source: learn.microsoft.com/graph/api/resources/synchronization-directorydefinition */
export const DirectoryDefinition = z.looseObject({
  id: z.string().nullish(),
  name: z.string(),
  objects: z.array(z.looseObject({ name: z.string(), attributes: z.array(AttributeDefinition).nullish() })).nullish(),
});
export type DirectoryDefinition = z.infer<typeof DirectoryDefinition>;

/** Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationschema */
export const SynchronizationSchema = z.looseObject({
  id: z.string().nullish(),
  version: z.string().nullish(),
  synchronizationRules: z.array(SynchronizationRule).nullish(),
  directories: z.array(DirectoryDefinition).nullish(),
});
export type SynchronizationSchema = z.infer<typeof SynchronizationSchema>;

/** Source: learn.microsoft.com/graph/api/resources/approleassignment */
export const AppRoleAssignment = z.looseObject({
  id: z.string(),
  appRoleId: z.guid(),
  principalId: z.guid(),
  principalType: z.string().nullish(),
  principalDisplayName: z.string().nullish(),
});
export type AppRoleAssignment = z.infer<typeof AppRoleAssignment>;

/** A user or a group, as far as the product reads it. */
export const DirectoryObject = z.looseObject({
  id: z.guid(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  securityEnabled: z.boolean().nullish(),
});
export type DirectoryObject = z.infer<typeof DirectoryObject>;

/** A synchronization secret or setting; a secret's value reads `*`. Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationsecretkeystringvaluepair */
export const SynchronizationSecret = z.looseObject({ key: z.string(), value: z.string().nullish() });
export type SynchronizationSecret = z.infer<typeof SynchronizationSecret>;

/** Source: learn.microsoft.com/graph/api/resources/provisioningobjectsummary (kept whole; read tolerantly) */
export const ProvisioningObjectSummary = z.looseObject({ id: z.string(), activityDateTime: z.string() });
export type ProvisioningObjectSummary = z.infer<typeof ProvisioningObjectSummary>;
