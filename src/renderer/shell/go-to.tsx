import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  SearchBox,
  tokens,
} from '@fluentui/react-components';
import { type KeyboardEvent, type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import { text } from '#renderer/lib/text';
import { type Destination, useDestinations } from './destinations.ts';
import { showDialog, useFrame } from './frame-store.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '560px' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minHeight: '320px' },
  box: { maxWidth: 'none', width: '100%' },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  option: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    '&[aria-selected="true"]': { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  kind: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
});

/** Gives the box in which an application, a vendor or a page is found by its name. */
export function GoTo(): ReactElement {
  const styles = useStyles();
  const open = useFrame(({ dialog }) => dialog === 'goTo');
  return (
    <Dialog open={open} onOpenChange={(_event, { open: stays }) => showDialog(stays ? 'goTo' : null)}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{text('shell.search')}</DialogTitle>
          <DialogContent className={styles.content}>{open ? <Finder /> : null}</DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** Arrow keys move through the list while the words stay in the box, as in a combobox. */
function Finder(): ReactElement {
  const styles = useStyles();
  const [, navigate] = useLocation();
  const [wanted, setWanted] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = useDestinations(wanted);
  const current = Math.min(chosen, Math.max(found.length - 1, 0));
  const go = ({ place }: Destination): void => {
    showDialog(null);
    navigate(place);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const destination = found[current];
    if (step !== 0) setChosen((current + step + found.length) % Math.max(found.length, 1));
    else if (event.key === 'Enter' && destination !== undefined) go(destination);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <SearchBox
        autoFocus
        className={styles.box}
        value={wanted}
        placeholder={text('shell.searchHint')}
        aria-label={text('shell.searchHint')}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="go-to-list"
        {...(found.length === 0 ? {} : { 'aria-activedescendant': `go-to-${current}` })}
        onChange={(_event, { value }) => {
          setWanted(value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 ? <span className={styles.kind}>{text('shell.searchNone')}</span> : null}
      <div id="go-to-list" role="listbox" aria-label={text('shell.searchResults')} className={styles.list}>
        {found.map((destination, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the box, which keeps the focus
          // biome-ignore lint/a11y/useFocusableInteractive: the box names the chosen one with aria-activedescendant
          <div
            key={`${destination.kind}:${destination.place}`}
            id={`go-to-${index}`}
            role="option"
            aria-selected={index === current}
            className={styles.option}
            onClick={() => go(destination)}
          >
            <span>{destination.name}</span>
            <span className={styles.kind}>{destination.kind}</span>
          </div>
        ))}
      </div>
    </>
  );
}
