import type { CollectionPolicy } from '#emulator/graph/odata/collection';
import type { Resource } from '#emulator/graph/odata/evaluate-filter';
import type { Group } from '#emulator/state';
import { directoryCollection } from './directory-collection.ts';
import { graphTime } from './graph-time.ts';

const text = ['eq', 'ne', 'startswith', 'endswith', 'in'] as const;

/** How the collection of groups answers. Source: learn.microsoft.com/graph/api/group-list */
export const groupPolicy: CollectionPolicy = {
  typeName: 'Group',
  filterable: {
    id: ['eq', 'ne', 'in'],
    displayName: text,
    mail: text,
    mailNickname: text,
    securityEnabled: ['eq', 'ne', 'in'],
    mailEnabled: ['eq', 'ne', 'in'],
  },
  orderable: ['displayName', 'id'],
  ...directoryCollection,
};

/** A group as the resource `group`. Source: learn.microsoft.com/graph/api/resources/group */
export function groupResource(group: Group): Resource {
  const { attributes } = group;
  return {
    id: group.id,
    deletedDateTime: group.deletedAt === null ? null : graphTime(group.deletedAt),
    createdDateTime: graphTime(group.changedAt),
    description: attributes.description ?? null,
    displayName: group.displayName,
    groupTypes: attributes.groupTypes ?? [],
    mail: attributes.mail ?? null,
    mailEnabled: group.mailEnabled,
    mailNickname: attributes.mailNickname ?? null,
    securityEnabled: group.securityEnabled,
    visibility: null,
  };
}
