import { describe, expect, it } from 'vitest';
import { readChain } from '#core/journal/chain';
import { journalFacts } from '#core/journal/facts';
import { createJournalHandlers } from '#core/journal/handlers';
import { openJournal } from '#core/journal/journal';
import type { JournalStore, Ports } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { createMemorySealed } from '#test/support/memory-sealed';

const key = { authority: 'https://login.example', graph: 'https://graph.example', tenantId: 'tenant' };
const application = { vendor: 'airstack', name: 'Airstack', servicePrincipalId: 'sp' };

interface File {
  lines: string[];
  tornTail: string | null;
  fails: boolean;
  closed: number;
}

function fileStore(file: File): JournalStore {
  return {
    read: async () => ({ lines: [...file.lines], tornTail: file.tornTail }),
    open: async () => ({
      content: { lines: [...file.lines], tornTail: file.tornTail },
      append: async (line) => {
        if (file.fails) throw new CoreError('storage_full', 'full');
        await Promise.resolve();
        file.lines.push(line);
      },
      truncateTornTail: async () => {
        file.tornTail = null;
      },
      close: async () => {
        file.closed += 1;
      },
    }),
  };
}

const emptyFile = (): File => ({ lines: [], tornTail: null, fails: false, closed: 0 });

let ids = 0;
const open = (file: File) =>
  openJournal({
    store: fileStore(file),
    key,
    clock: { now: () => Date.parse('2026-11-21T08:00:00Z'), sleep: async () => undefined },
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    who: 'admin@contoso.example',
    anchors: null,
  });

describe('openJournal', () => {
  it('notes who, when in UTC, tenant, application, step, request id and what changed', async () => {
    const file = emptyFile();
    const journal = await open(file);
    const intent = await journal.intent({
      step: 'job.start',
      application,
      changes: [{ what: 'Provisioning', before: 'off', after: 'on' }],
    });
    await journal.outcome(intent, { result: 'done', detail: '', requestId: 'req-1' });
    await journal.close();
    const { entries, fault } = await readChain(file.lines);
    expect(fault).toBeNull();
    expect(entries).toMatchObject([
      {
        kind: 'intent',
        at: '2026-11-21T08:00:00.000Z',
        who: 'admin@contoso.example',
        tenantId: 'tenant',
        step: 'job.start',
        application,
        changes: [{ before: 'off', after: 'on' }],
      },
      { kind: 'outcome', requestId: 'req-1', result: 'done' },
    ]);
    expect(file.closed).toBe(1);
  });

  it('keeps one chain when several writes are noted at once', async () => {
    const file = emptyFile();
    const journal = await open(file);
    await Promise.all(['a', 'b', 'c', 'd'].map((step) => journal.intent({ step, application, changes: [] })));
    const { entries, fault } = await readChain(file.lines);
    expect({ fault, count: entries.length }).toEqual({ fault: null, count: 4 });
  });

  it('cuts off a torn last line and records it as an entry of its own', async () => {
    const file = { ...emptyFile(), tornTail: '{"v":1,"kind":"int' };
    const journal = await open(file);
    await journal.intent({ step: 'job.start', application, changes: [] });
    const { entries, fault } = await readChain(file.lines);
    expect({ fault, torn: file.tornTail }).toEqual({ fault: null, torn: null });
    expect(entries).toMatchObject([{ kind: 'repair', tornTail: '{"v":1,"kind":"int' }, { kind: 'intent' }]);
  });

  it('refuses a journal whose chain is broken, and lets the lock go', async () => {
    const file = { ...emptyFile(), lines: ['{}'] };
    await expect(open(file)).rejects.toMatchObject({
      code: 'storage_corrupt',
      details: { reason: 'journalChainBroken' },
    });
    expect(file.closed).toBe(1);
  });

  it('adds nothing more after an append failed', async () => {
    const file = emptyFile();
    const journal = await open(file);
    file.fails = true;
    await expect(journal.intent({ step: 'a', application, changes: [] })).rejects.toMatchObject({
      code: 'storage_full',
    });
    file.fails = false;
    await expect(journal.intent({ step: 'b', application, changes: [] })).rejects.toMatchObject({
      code: 'storage_full',
    });
    expect(file.lines).toEqual([]);
  });
});

describe('journalFacts', () => {
  const job = { type: 'job', servicePrincipalId: 'sp', jobId: 'job-1' } as const;
  const made = {
    type: 'application',
    servicePrincipalId: 'sp',
    applicationId: 'app',
    appId: 'id',
    displayName: 'Airstack',
  } as const;

  async function factsAfter(write: (journal: Awaited<ReturnType<typeof open>>) => Promise<void>) {
    const file = emptyFile();
    await write(await open(file));
    return journalFacts((await readChain(file.lines)).entries);
  }

  it('tells intents without outcome', async () => {
    const facts = await factsAfter(async (journal) => {
      await journal.outcome(await journal.intent({ step: 'settled', application, changes: [] }), {
        result: 'refused',
        detail: 'forbidden',
      });
      await journal.intent({ step: 'open', application, changes: [], subject: { known: ['x'] } });
    });
    expect(facts.openIntents).toMatchObject([{ step: 'open', subject: { known: ['x'] } }]);
  });

  it('forgets what was removed, and everything on a removed application', async () => {
    const facts = await factsAfter(async (journal) => {
      const intent = await journal.intent({ step: 'x', application, changes: [] });
      await journal.outcome(intent, { result: 'done', detail: '', created: [made, job] });
      await journal.outcome(intent, { result: 'done', detail: '', removed: [{ type: 'job', id: 'job-1' }] });
    });
    expect(facts.created.map((object) => object.type)).toEqual(['application']);
    const all = await factsAfter(async (journal) => {
      const intent = await journal.intent({ step: 'x', application, changes: [] });
      await journal.outcome(intent, { result: 'done', detail: '', created: [made, job] });
      await journal.outcome(intent, { result: 'done', detail: '', removed: [{ type: 'application', id: 'sp' }] });
    });
    expect(all.created).toEqual([]);
  });

  it('tells which of what we made the service did later work on', async () => {
    const seenAfter = async (...steps: readonly string[]) => {
      const facts = await factsAfter(async (journal) => {
        const intent = await journal.intent({ step: 'x', application, changes: [] });
        await journal.outcome(intent, { result: 'done', detail: '', created: [made, job] });
        for (const step of steps)
          await journal.outcome(await journal.intent({ step, application, changes: [] }), {
            result: 'done',
            detail: '',
          });
      });
      return facts.created.filter(({ seen }) => seen).map(({ type }) => type);
    };
    expect(await seenAfter()).toEqual([]);
    expect(await seenAfter('settings.save')).toEqual(['application']);
    expect(await seenAfter('settings.save', 'job.start')).toEqual(['application', 'job']);
  });

  it('remembers a follow-up that is owed until it was done', async () => {
    const owes = async (journal: Awaited<ReturnType<typeof open>>) => {
      await journal.intent({ step: 'settings.save', application, changes: [], subject: { owes: ['restart'] } });
    };
    expect([...((await factsAfter(owes)).owed.get('sp') ?? [])]).toEqual(['restart']);
    const done = await factsAfter(async (journal) => {
      await owes(journal);
      await journal.outcome(await journal.intent({ step: 'job.restart', application, changes: [] }), {
        result: 'done',
        detail: '',
      });
    });
    expect([...(done.owed.get('sp') ?? [])]).toEqual([]);
  });
});

describe('journal.list', () => {
  const portsOf = (file: File, signedIn = true): Ports =>
    ({
      identity: {
        cloud: { authority: key.authority, graph: key.graph },
        current: async () => (signedIn ? { tenantId: 'tenant', username: 'admin' } : null),
      },
      journal: fileStore(file),
      sealed: createMemorySealed(),
    }) as unknown as Ports;
  const context = { signal: new AbortController().signal, progress: () => undefined };

  it('shows the newest entries and that the chain is whole', async () => {
    const file = emptyFile();
    const journal = await open(file);
    const intent = await journal.intent({
      step: 'settings.save',
      application,
      changes: [{ what: 'Secret SecretToken', before: '(secret)', after: '(secret)' }],
    });
    await journal.outcome(intent, { result: 'done', detail: 'saved', requestId: 'req-9' });
    const list = createJournalHandlers({ ports: portsOf(file) })['journal.list'];
    expect(await list({ limit: 1 }, context)).toEqual({
      entries: [
        expect.objectContaining({
          sequence: 2,
          kind: 'outcome',
          step: 'settings.save',
          application: 'Airstack',
          text: 'done: saved',
          requestId: 'req-9',
        }),
      ],
      intact: true,
      fault: null,
    });
  });

  it('says where the chain is broken', async () => {
    const list = createJournalHandlers({ ports: portsOf({ ...emptyFile(), lines: ['{}'] }) })['journal.list'];
    expect(await list({ limit: 10 }, context)).toEqual({
      entries: [],
      intact: false,
      fault: 'line 1 is not a journal entry',
    });
  });

  it('says so when nobody is signed in', async () => {
    const list = createJournalHandlers({ ports: portsOf(emptyFile(), false) })['journal.list'];
    await expect(list({ limit: 10 }, context)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
