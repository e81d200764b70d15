import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { withModifier } from '#renderer/lib/keys';
import { text } from '#renderer/lib/text';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { showDialog, useFrame } from './frame-store.ts';

const shortcuts = () => [
  { name: text('shell.shortcutSearch'), value: withModifier('K') },
  { name: text('shell.shortcutHome'), value: withModifier('1') },
  { name: text('shell.shortcutSetUp'), value: withModifier('2') },
  { name: text('shell.shortcutLog'), value: withModifier('3') },
  { name: text('shell.shortcutSettings'), value: withModifier(',') },
  { name: text('shell.shortcutHelp'), value: 'F1 · ?' },
];

/** Gives the list of shortcuts, as a dialog. */
export function ShortcutList(): ReactElement {
  const open = useFrame(({ dialog }) => dialog === 'shortcuts');
  return (
    <Dialog open={open} onOpenChange={(_event, { open: stays }) => showDialog(stays ? 'shortcuts' : null)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{text('shell.shortcuts')}</DialogTitle>
          <DialogContent>
            <KeyValues items={shortcuts()} />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={() => showDialog(null)}>
              {text('common.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
