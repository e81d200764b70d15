import { Button, MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components';
import { ArrowSwap20Regular, ArrowUpload20Regular, Play20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Monogram } from '#renderer/ui/monogram.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { PageSkeleton } from '#renderer/ui/skeletons.tsx';
import type { CheckedProfile, FactSheet } from '#shared/contract/library';
import type { VendorId } from '#shared/model/ids';
import { BackToLibrary } from './back-to-library.tsx';
import { FactSheetView } from './fact-sheet-view.tsx';
import { ProblemList } from './problem-list.tsx';
import { useFacts, usePredecessor, useUpgradeProfile } from './queries.ts';
import { RemoveProfile } from './remove-profile.tsx';

const useStyles = makeStyles({ list: { margin: 0, paddingLeft: '20px' } });

/** Takes a vendor; gives its profile: where it comes from, what is doubtful, every fact with its source. */
export function ProfilePage({ vendor }: { readonly vendor: VendorId }): ReactElement {
  const facts = useFacts({ kind: 'vendor', vendor });
  return (
    <Answer query={facts} skeleton={<PageSkeleton />}>
      {(sheet) => <Shown vendor={vendor} sheet={sheet} />}
    </Answer>
  );
}

function Shown({ vendor, sheet }: { readonly vendor: VendorId; readonly sheet: FactSheet }): ReactElement {
  const checked = usePredecessor(vendor);
  return (
    <Page
      title={sheet.displayName}
      mark={<Monogram name={sheet.displayName} size="large" />}
      above={<BackToLibrary />}
      actions={
        <>
          {checked?.source === 'administrator' ? (
            <RemoveProfile vendor={vendor} name={sheet.displayName} restoresBuiltIn={checked.replaces !== null} />
          ) : null}
          <Button as="a" href={hrefOf(`${places.compareProfiles}/${vendor}`)} icon={<ArrowSwap20Regular />}>
            {text('profiles.compareThis')}
          </Button>
          <Button as="a" appearance="primary" href={hrefOf(places.setUpVendor(vendor))} icon={<Play20Regular />}>
            {text('profiles.setUp')}
          </Button>
        </>
      }
    >
      {checked === null ? null : (
        <>
          <Differences checked={checked} />
          <About checked={checked} sheet={sheet} vendor={vendor} />
          <ProblemList checked={checked} />
        </>
      )}
      <FactSheetView sheet={sheet} />
    </Page>
  );
}

function Differences({ checked }: { readonly checked: CheckedProfile }): ReactElement | null {
  const styles = useStyles();
  const { replaces } = checked;
  if (replaces === null) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{text('profiles.differs')}</MessageBarTitle>
        {replaces.length === 0 ? (
          text('profiles.differsNot')
        ) : (
          <>
            {text('profiles.differsHelp')}
            <ul className={styles.list}>
              {replaces.map((difference) => (
                <li key={difference}>{difference}</li>
              ))}
            </ul>
          </>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}

interface AboutProps {
  readonly checked: CheckedProfile;
  readonly sheet: FactSheet;
  readonly vendor: VendorId;
}

function About({ checked, sheet, vendor }: AboutProps): ReactElement {
  const upgrade = useUpgradeProfile();
  const { document } = sheet;
  const made = document.byHand ? text('profiles.documentByHand', { file: document.file }) : document.file;
  const isOld = checked.upgradable && checked.source === 'administrator';
  return (
    <Section
      title={text('profiles.about')}
      actions={
        isOld ? (
          <Button
            icon={<ArrowUpload20Regular />}
            disabled={upgrade.isPending}
            onClick={() => upgrade.mutate({ vendor })}
          >
            {text('profiles.upgrade')}
          </Button>
        ) : undefined
      }
    >
      {upgrade.error === null ? null : <ErrorPanel error={upgrade.error.wire} />}
      {upgrade.data === undefined ? null : (
        <MessageBar intent="success">
          <MessageBarBody>{text('profiles.upgraded', { place: upgrade.data.place })}</MessageBarBody>
        </MessageBar>
      )}
      <KeyValues
        items={[
          { name: text('profiles.origin'), value: text(`profiles.source.${checked.source}`) },
          ...(checked.place === null || checked.source !== 'administrator'
            ? []
            : [{ name: text('profiles.file'), value: checked.place, copy: checked.place, mono: true }]),
          { name: text('profiles.document'), value: document.repo === null ? made : `${document.repo}: ${made}` },
          ...(document.byHand
            ? []
            : [{ name: text('profiles.documentDate'), value: document.date ?? text('profiles.undated') }]),
          ...(document.commit === null
            ? []
            : [{ name: text('profiles.commit'), value: document.commit, copy: document.commit, mono: true }]),
          ...(checked.writtenIn === null
            ? []
            : [
                {
                  name: text('profiles.format'),
                  value: text('profiles.formatVersion', { version: checked.writtenIn }),
                },
              ]),
        ]}
      />
    </Section>
  );
}
