import { Button, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { ArrowSwap24Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { FileDrop, type FileProblem, type ReadFile } from '#renderer/ui/file-drop.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TableSkeleton } from '#renderer/ui/skeletons.tsx';
import type { FactsSource } from '#shared/contract/library';
import { VendorId } from '#shared/model/ids';
import { longestArticle, longestProfile } from '#shared/model/text-limits';
import { BackToLibrary } from './back-to-library.tsx';
import { ChangeTable } from './change-table.tsx';

/** A version is an article or a profile file; each is held to its own limit again where it is read. */
const largestVersion = Math.max(longestArticle, longestProfile);

const useStyles = makeStyles({
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(360px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXL,
  },
  chosen: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** One side of a comparison: a profile that is known here, or a file. */
interface Version {
  readonly vendor: VendorId | null;
  readonly file: ReadFile | null;
}

function sourceOf({ vendor, file }: Version): FactsSource | null {
  if (file !== null) {
    return /\.json$/i.test(file.name)
      ? { kind: 'profile', text: file.text }
      : { kind: 'article', text: file.text, file: file.name };
  }
  return vendor === null ? null : { kind: 'vendor', vendor };
}

/** Takes a vendor to begin with, or null; gives the page that compares two versions of what is known about one. */
export function ComparePage({ vendor }: { readonly vendor: VendorId | null }): ReactElement {
  const styles = useStyles();
  const [before, setBefore] = useState<Version>({ vendor, file: null });
  const [after, setAfter] = useState<Version>({ vendor: null, file: null });
  const [first, second] = [sourceOf(before), sourceOf(after)];
  return (
    <Page
      title={text('profiles.compareTitle')}
      description={text('profiles.compareDescription')}
      above={<BackToLibrary />}
    >
      <div className={styles.sides}>
        <Side title={text('profiles.before')} version={before} onChange={setBefore} />
        <Side title={text('profiles.after')} version={after} onChange={setAfter} />
      </div>
      {first === null || second === null ? (
        <EmptyState
          icon={<ArrowSwap24Regular />}
          title={text('profiles.chooseBoth')}
          description={text('profiles.chooseBothHelp')}
        />
      ) : (
        <Compared before={first} after={second} />
      )}
    </Page>
  );
}

function Compared({ before, after }: { readonly before: FactsSource; readonly after: FactsSource }): ReactElement {
  const compared = useRead('vendors.compare', { before, after });
  return (
    <Answer query={compared} skeleton={<TableSkeleton />}>
      {(found) => <ChangeTable before={found.before} after={found.after} changes={found.changes} />}
    </Answer>
  );
}

interface SideProps {
  readonly title: string;
  readonly version: Version;
  readonly onChange: (version: Version) => void;
}

function Side({ title, version, onChange }: SideProps): ReactElement {
  const styles = useStyles();
  const vendors = useRead('vendors.list', {}).data?.vendors ?? [];
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const { vendor, file } = version;
  const take = (change: Partial<Version>): void => {
    setProblem(null);
    onChange({ ...version, ...change });
  };
  return (
    <Section title={title}>
      {file === null ? (
        <>
          <Field label={text('profiles.beforeVendor')}>
            <Select
              value={vendor ?? ''}
              onChange={(_event, { value }) => take({ vendor: VendorId.safeParse(value).data ?? null })}
            >
              <option value="">{text('profiles.chooseVendor')}</option>
              {vendors.map(({ id, displayName }) => (
                <option key={id} value={id}>
                  {displayName}
                </option>
              ))}
            </Select>
          </Field>
          <Text className={styles.quiet}>{text('profiles.orFile')}</Text>
          <FileDrop
            small
            title={text('profiles.dropVersion')}
            choose={text('profiles.chooseVersion')}
            accept=".md,.markdown,.txt,.json"
            largest={largestVersion}
            onFile={(read) => take({ file: read })}
            onProblem={setProblem}
          />
        </>
      ) : (
        <div className={styles.chosen}>
          <Text weight="semibold">{text('profiles.chosenFile', { name: file.name })}</Text>
          <Button onClick={() => take({ file: null })}>{text('profiles.takeAway')}</Button>
        </div>
      )}
      {problem === null ? null : (
        <ErrorPanel
          error={{ code: 'bad_request', message: text(`profiles.${problem}`, { limit: largestVersion / 1000 }) }}
        />
      )}
    </Section>
  );
}
