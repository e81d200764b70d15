import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import type { JournalKey, Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { SecretRegister } from '#core/secrets/secret-register';
import { Draft, DraftId } from '#shared/model/wizard';

type DraftsPath = 'drafts.list' | 'drafts.get' | 'drafts.put' | 'drafts.delete';

/** Takes the text of a draft and the id it is kept under; gives it, or null when it is not what this program wrote. Pure. */
export function draftOf(text: string, id: string): Draft | null {
  try {
    const draft = Draft.safeParse(JSON.parse(text));
    return draft.success && draft.data.id === id ? draft.data : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

const unknownDraft = (): CoreError =>
  new CoreError('not_found', 'This set-up is not kept here any more.', {
    reason: 'unknownDraft',
    nextStep: 'Begin a new one.',
  });

const holdsSecret = (): CoreError =>
  new CoreError('bad_request', 'The set-up holds a secret outside of its own field, so it was not kept.', {
    reason: 'draftHoldsSecret',
    nextStep: 'Take the secret out of the text; it belongs only in the field for it.',
  });

/** JSON writes quotes and line breaks otherwise than they are, so each text is looked at as it is. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...textsOf(member)]);
}

/**
 * Takes the ports and the register of secrets; gives the handlers of set-ups that were begun. They raise `unauthenticated`,
 * `not_found` (unknownDraft), `bad_request` (draftHoldsSecret), and what the store raises.
 */
export function createDraftsHandlers({
  ports,
  secrets,
}: {
  readonly ports: Ports;
  readonly secrets: SecretRegister;
}): Pick<Handlers, DraftsPath> {
  const { drafts, identity, clock, newId } = ports;
  const key = async (): Promise<JournalKey> => journalKeyOf(identity.cloud, await requireAccount(identity));
  return {
    'drafts.list': async () => {
      const kept = await drafts.list(await key());
      const read = kept.map(({ id, text }) => draftOf(text, id));
      const good = read.filter((draft) => draft !== null);
      return {
        drafts: good.sort((one, other) => other.savedAt.localeCompare(one.savedAt)),
        unreadable: read.length - good.length,
      };
    },
    'drafts.get': async ({ id }) => {
      const text = await drafts.read(await key(), id);
      const draft = text === null ? null : draftOf(text, id);
      if (draft === null) throw unknownDraft();
      return draft;
    },
    'drafts.put': async ({ id, draft }) => {
      if (textsOf(draft).some(secrets.occursIn)) throw holdsSecret();
      const kept: Draft = {
        id: id ?? DraftId.parse(newId()),
        savedAt: new Date(clock.now()).toISOString(),
        ...draft,
      };
      await drafts.write(await key(), { id: kept.id, text: JSON.stringify(kept) });
      return kept;
    },
    'drafts.delete': async ({ id }) => ({ deleted: await drafts.remove(await key(), id) }),
  };
}
