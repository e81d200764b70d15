import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { text } from '#renderer/lib/text';

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly busy?: boolean;
}

/**
 * Takes a question and its two answers; gives a dialog. What removes people or objects is asked once more outside of the
 * page, by the host: this dialog explains, it does not protect.
 */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  const { open, title, confirmLabel, onConfirm, onClose, children, busy = false } = props;
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_event, { open: stays }) => (stays ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{text('common.cancel')}</Button>
            <Button appearance="primary" disabled={busy} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
