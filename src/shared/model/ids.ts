import { z } from 'zod';

/** Object id of a directory object: a GUID. Source: learn.microsoft.com/graph/api/resources/directoryobject */
export const ObjectId = z.guid().brand<'ObjectId'>();
export type ObjectId = z.infer<typeof ObjectId>;

/** Object id of a service principal, never its appId. Source: learn.microsoft.com/graph/api/resources/serviceprincipal */
export const ServicePrincipalId = z.guid().brand<'ServicePrincipalId'>();
export type ServicePrincipalId = z.infer<typeof ServicePrincipalId>;

/** Object id of an application registration. Source: learn.microsoft.com/graph/api/resources/application */
export const ApplicationId = z.guid().brand<'ApplicationId'>();
export type ApplicationId = z.infer<typeof ApplicationId>;

/** Id of a gallery application template. Source: learn.microsoft.com/graph/api/resources/applicationtemplate */
export const ApplicationTemplateId = z.guid().brand<'ApplicationTemplateId'>();
export type ApplicationTemplateId = z.infer<typeof ApplicationTemplateId>;

/** Opaque id of a synchronization job. Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationjob */
export const SynchronizationJobId = z.string().min(1).max(400).brand<'SynchronizationJobId'>();
export type SynchronizationJobId = z.infer<typeof SynchronizationJobId>;

/** Id of a vendor profile: the name of its folder. */
export const VendorId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'a vendor id has lower-case letters, digits and hyphens')
  .brand<'VendorId'>();
export type VendorId = z.infer<typeof VendorId>;

/** Handle of a secret held by the core: says nothing about the value and is worth nothing outside this process. */
export const SecretHandle = z
  .string()
  .regex(/^secret_[A-Za-z0-9-]{16,64}$/)
  .brand<'SecretHandle'>();
export type SecretHandle = z.infer<typeof SecretHandle>;

/** Id of a plan held by the core until it is applied or expires. */
export const PlanId = z
  .string()
  .regex(/^plan_[A-Za-z0-9-]{16,64}$/)
  .brand<'PlanId'>();
export type PlanId = z.infer<typeof PlanId>;

/** Id of a long-running task of this process (not of a synchronization job). */
export const TaskId = z
  .string()
  .regex(/^task_[A-Za-z0-9-]{16,64}$/)
  .brand<'TaskId'>();
export type TaskId = z.infer<typeof TaskId>;
