import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowCounterclockwise20Regular,
  Delete20Regular,
  MoreHorizontal20Regular,
  Pause20Regular,
  PersonArrowRight20Regular,
  Play20Regular,
} from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import { places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import type { JobView } from '#shared/model/job';
import type { JobActionPlan } from '#shared/model/job-action';
import { wantOnDemand } from './on-demand-focus.ts';
import { useDeleteJob, usePause, useRestart, useStart } from './queries.ts';
import { ActionDialog, type AskedAction } from './story/action-dialog.tsx';

const useStyles = makeStyles({ actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS } });

const isOn = ({ scheduleState }: JobView): boolean => scheduleState.toLowerCase() === 'active';

/** Takes an application; gives each way to act on its job, and what came of the last one. */
function useActions(id: string) {
  const changes = { start: useStart(), pause: usePause(), restart: useRestart(), delete: useDeleteJob() };
  const all = Object.values(changes);
  return {
    busy: all.some(({ isPending }) => isPending),
    failed: all.find(({ error }) => error !== null)?.error ?? null,
    reset: () => {
      for (const change of all) change.reset();
    },
    carryOut: (action: AskedAction, { expected, resetScope }: JobActionPlan, onSuccess: () => void) => {
      const input = { application: id, expected };
      if (action === 'restart') {
        changes.restart.mutate({ ...input, ...(resetScope === null ? {} : { resetScope }) }, { onSuccess });
      } else changes[action].mutate(input, { onSuccess });
    },
  };
}

/** Takes an application and its job; gives starting, pausing, restarting and deleting it, each with what it comes to. */
export function JobActions({ id, job }: { readonly id: string; readonly job: JobView }): ReactElement {
  const styles = useStyles();
  const [asks, setAsks] = useState<AskedAction | null>(null);
  const { busy, failed, reset, carryOut } = useActions(id);
  const close = (): void => {
    reset();
    setAsks(null);
  };
  return (
    <div className={styles.actions}>
      {isOn(job) ? (
        <Button icon={<Pause20Regular />} disabled={busy} onClick={() => setAsks('pause')}>
          {text('app.pause')}
        </Button>
      ) : (
        <Button appearance="primary" icon={<Play20Regular />} disabled={busy} onClick={() => setAsks('start')}>
          {text('app.start')}
        </Button>
      )}
      <Button icon={<ArrowCounterclockwise20Regular />} disabled={busy} onClick={() => setAsks('restart')}>
        {text('app.restart')}
      </Button>
      <More id={id} job={job} onAsk={setAsks} />
      {asks === null ? null : (
        <ActionDialog
          id={id}
          action={asks}
          busy={busy}
          failed={failed}
          onClose={close}
          onConfirm={(plan) => carryOut(asks, plan, close)}
        />
      )}
    </div>
  );
}

interface MoreProps {
  readonly id: string;
  readonly job: JobView;
  readonly onAsk: (action: AskedAction) => void;
}

function More({ id, job, onAsk }: MoreProps): ReactElement {
  const [, navigate] = useLocation();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<MoreHorizontal20Regular />} aria-label={text('story.more')} title={text('story.more')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem
            icon={<PersonArrowRight20Regular />}
            onClick={() => {
              navigate(places.application(id));
              wantOnDemand();
            }}
          >
            {text('story.onDemand')}
          </MenuItem>
          {/* In quarantine a start ends it, though provisioning is on. */}
          {isOn(job) && job.quarantine !== null ? (
            <MenuItem icon={<Play20Regular />} onClick={() => onAsk('start')}>
              {text('story.startAgain')}
            </MenuItem>
          ) : null}
          <MenuItem icon={<Delete20Regular />} onClick={() => onAsk('delete')}>
            {text('story.delete')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
