import { describe, expect, it } from 'vitest';
import { createJournalHandlers } from '#core/journal/handlers';
import { openJournalOf } from '#core/journal/journal';
import type { JournalWriter, Ports } from '#core/ports';
import { toWireError } from '#core/rpc/errors';
import { createMemorySealed } from '#test/support/memory-sealed';
import { createFakePorts } from '#test/unit/core/graph/fake-world';

const application = { vendor: 'airstack', name: 'Airstack', servicePrincipalId: 'sp' };

/** A machine: a journal that can be tampered with, and the anchor apart from it. */
function createMachine() {
  const file: { lines: string[]; tornTail: string | null } = { lines: [], tornTail: null };
  const writer = (): JournalWriter => ({
    content: { lines: [...file.lines], tornTail: file.tornTail },
    append: async (line) => {
      file.lines.push(line);
    },
    truncateTornTail: async () => {
      file.tornTail = null;
    },
    close: async () => undefined,
  });
  const sealed = createMemorySealed();
  const ports: Ports = createFakePorts({
    sealed,
    journal: { read: async () => ({ lines: [...file.lines], tornTail: file.tornTail }), open: async () => writer() },
  });
  const account = async () => {
    const found = await ports.identity.current();
    if (found === null) throw new Error('nobody is signed in');
    return found;
  };
  const write = async (step: string): Promise<void> => {
    const journal = await openJournalOf(ports, await account());
    const intent = await journal.intent({ step, application, changes: [] });
    await journal.outcome(intent, { result: 'done', detail: '' });
    await journal.close();
  };
  const handlers = createJournalHandlers({ ports });
  const context = { signal: new AbortController().signal, progress: () => undefined };
  return { file, ports, sealed, write, handlers, context };
}

type Machine = ReturnType<typeof createMachine>;

const verify = ({ handlers, context }: Machine) => handlers['journal.verify']({}, context);

describe('the anchor of a journal', () => {
  it('covers the whole journal after every entry', async () => {
    const machine = createMachine();
    await machine.write('job.start');
    await machine.write('job.pause');
    expect(await verify(machine)).toMatchObject({ intact: true, problem: null, entries: 4, anchored: 4, losses: [] });
  });

  it.each([
    ['the last entry', 1, 'knows 4 entries and 3 are there: the end was removed'],
    ['a whole run', 2, 'knows 4 entries and 2 are there: the end was removed'],
    ['everything', 4, 'knows 4 entries and 0 are there: the end was removed'],
  ])('shows that %s was removed, in every view, and nothing more is written', async (_what, removed, words) => {
    const machine = createMachine();
    await machine.write('job.start');
    await machine.write('job.pause');
    machine.file.lines.splice(4 - removed);
    expect(await verify(machine)).toMatchObject({ intact: false, problem: expect.stringContaining(words) });
    const listed = await machine.handlers['journal.list']({ limit: 10 }, machine.context);
    expect([listed.intact, listed.fault]).toEqual([false, expect.stringContaining(words)]);
    const exported = await machine.handlers['journal.export']({}, machine.context);
    expect(exported.verdict.intact).toBe(false);
    expect(await machine.write('job.start').catch(toWireError)).toMatchObject({
      code: 'storage_corrupt',
      reason: 'journalTailMissing',
    });
    expect(machine.file.lines).toHaveLength(4 - removed);
  });

  it('shows that the end was replaced by another one of the same length', async () => {
    const machine = createMachine();
    const other = createMachine();
    for (const step of ['job.start', 'job.pause']) await machine.write(step);
    for (const step of ['job.start', 'job.restart']) await other.write(step);
    machine.file.lines.splice(0, 4, ...other.file.lines);
    expect(await verify(machine)).toMatchObject({ intact: false, problem: expect.stringContaining('replaced') });
  });

  it('takes a torn last line for a power cut, which is recorded, and two missing ones for a removal', async () => {
    const machine = createMachine();
    await machine.write('job.start');
    machine.file.tornTail = machine.file.lines.pop()?.slice(0, 20) ?? '';
    expect((await verify(machine)).problem).toContain('torn');
    await machine.write('job.pause');
    expect(machine.file.lines.map((line) => JSON.parse(line).kind)).toEqual(['intent', 'repair', 'intent', 'outcome']);
    machine.file.tornTail = machine.file.lines.pop()?.slice(0, 20) ?? '';
    machine.file.lines.pop();
    expect((await verify(machine)).problem).toContain('removed');
  });

  it('lets work go on after a person accepted the loss, which the journal tells for ever', async () => {
    const machine = createMachine();
    await machine.write('job.start');
    machine.file.lines.splice(0);
    expect(await machine.handlers['journal.acceptLoss']({}, machine.context)).toEqual({ accepted: 2 });
    await machine.write('job.pause');
    expect(await verify(machine)).toMatchObject({
      intact: true,
      losses: [{ sequence: 1, expected: 2, who: 'admin@contoso.example' }],
    });
  });

  it('accepts no loss where there is none', async () => {
    const machine = createMachine();
    await machine.write('job.start');
    const refused = machine.handlers['journal.acceptLoss']({}, machine.context);
    expect(await refused.catch(toWireError)).toMatchObject({ code: 'conflict', reason: 'nothingMissing' });
  });

  it('says of a journal without an anchor that its end proves nothing', async () => {
    const machine = createMachine();
    await machine.write('job.start');
    const without = createMachine();
    without.file.lines.push(...machine.file.lines);
    expect(await verify(without)).toMatchObject({ intact: false, anchored: null });
    await without.write('job.pause');
    expect(await verify(without)).toMatchObject({ intact: true, anchored: 4 });
  });

  it('raises no false alarm while another process writes', async () => {
    const machine = createMachine();
    await machine.write('job.start');
    const read = machine.ports.journal.read;
    machine.ports.journal.read = async (key) => {
      const content = await read(key);
      await machine.write('job.pause');
      return content;
    };
    expect(await verify(machine)).toMatchObject({ intact: true, entries: 2 });
  });

  it('is not behind a write that could not be anchored: the write is not made', async () => {
    const machine = createMachine();
    machine.ports.sealed.write = () => Promise.reject(new Error('the disk is full'));
    await expect(machine.write('job.start')).rejects.toThrow('the disk is full');
  });
});
