import type { SynchronizationSchema } from '#core/graph/shapes';
import { openSession, type Session } from '#test/emulator/graph/tenant-session';
import type { DemoWorld } from '#test/support/demo-world';

/** What a person does by hand in the admin center, as raw Graph calls past the product. */
export interface Portal {
  readonly session: Session;
  editSchema(edit: (schema: SynchronizationSchema) => void): Promise<void>;
  /** Replaces settings; a value null takes a key away. Secrets are kept, as the portal does it. */
  editSettings(values: Readonly<Record<string, string | null>>): Promise<void>;
}

interface Place {
  readonly servicePrincipalId: string;
  readonly jobId: string;
}

/** Opens the portal at one application. */
export async function openPortal(world: DemoWorld, place: Place): Promise<Portal> {
  const { tenant } = world.served;
  const session = await openSession(tenant);
  const root = `/servicePrincipals/${place.servicePrincipalId}/synchronization`;
  const sent = async (method: string, path: string, body: unknown): Promise<void> => {
    const answer = await session(method, path, { body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  return {
    session,
    async editSchema(edit) {
      const path = `${root}/jobs/${place.jobId}/schema`;
      const { body } = await session('GET', path);
      edit(body);
      await sent('PUT', path, body);
    },
    async editSettings(values) {
      const saved = Object.fromEntries(tenant.state.secrets.get(place.servicePrincipalId) ?? []);
      const all = Object.entries({ ...saved, ...values });
      const value = all.flatMap(([key, text]) => (text === null ? [] : [{ key, value: text }]));
      await sent('PUT', `${root}/secrets`, { value });
    },
  };
}

/** The object mapping of a source object. Raises an Error when there is none. */
export function objectMappingOf(schema: SynchronizationSchema, source: string) {
  const mapping = (schema.synchronizationRules ?? [])
    .flatMap((rule) => rule.objectMappings ?? [])
    .find((one) => one.sourceObjectName === source);
  if (mapping === undefined) throw new Error(`The schema maps no ${source}.`);
  return mapping;
}
