import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import { fakeClient, type Rendered, render } from './render.tsx';

let shown: Rendered | null = null;
afterEach(() => shown?.close());

const open = async (change: { readonly open?: boolean; readonly busy?: boolean } = {}) => {
  const onConfirm = vi.fn();
  const onClose = vi.fn();
  shown = await render(
    <ConfirmDialog
      open={change.open ?? true}
      busy={change.busy ?? false}
      title="Remove it?"
      confirmLabel="Remove"
      onConfirm={onConfirm}
      onClose={onClose}
    >
      What was made here is taken away.
    </ConfirmDialog>,
    fakeClient({}),
  );
  return { shown, onConfirm, onClose };
};

describe('a question before something is done', () => {
  it('is an alert with its title and its words, and does nothing by itself', async () => {
    const { shown, onConfirm, onClose } = await open();
    expect(shown.one('[role=alertdialog]').textContent).toContain('What was made here is taken away.');
    expect([onConfirm.mock.calls.length, onClose.mock.calls.length]).toEqual([0, 0]);
  });

  it('is answered by its own button only', async () => {
    const { shown, onConfirm, onClose } = await open();
    await shown.click(shown.named(/^Remove$/));
    expect([onConfirm.mock.calls.length, onClose.mock.calls.length]).toEqual([1, 0]);
  });

  it('is refused by Cancel and by Escape', async () => {
    const { shown, onConfirm, onClose } = await open();
    await shown.click(shown.named(/^Cancel$/));
    await shown.press(shown.one('[role=alertdialog]'), 'Escape');
    expect([onConfirm.mock.calls.length, onClose.mock.calls.length]).toEqual([0, 2]);
  });

  it('cannot be answered twice while its answer is carried out', async () => {
    const { shown, onConfirm } = await open({ busy: true });
    await shown.click(shown.named(/^Remove$/));
    expect(onConfirm).not.toHaveBeenCalled();
  });

  it('is not there when nobody asked', async () => {
    const { shown } = await open({ open: false });
    expect(shown.all('[role=alertdialog]')).toEqual([]);
  });
});
