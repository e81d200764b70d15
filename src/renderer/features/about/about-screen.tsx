import { makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { ProductMark } from '#renderer/ui/product-mark.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { HostView } from '#shared/model/host';
import licences from './licences.json';
import { useHost } from './queries.ts';

const useStyles = makeStyles({
  table: { maxHeight: '480px', overflowY: 'auto' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Gives what this program is, on what it runs and whose work it stands on. */
export function AboutScreen(): ReactElement {
  const styles = useStyles();
  const host = useHost();
  return (
    <Page title={text('about.title')} description={text('about.description')} mark={<ProductMark size={56} />}>
      <Answer
        query={host}
        skeleton={
          <Section>
            <LinesSkeleton lines={5} />
          </Section>
        }
      >
        {(data) => <Versions host={data} />}
      </Answer>
      <Licences />
      <Text className={styles.quiet}>{text('about.independent')}</Text>
    </Page>
  );
}

function Versions({ host }: { readonly host: HostView }): ReactElement {
  const { version, system, kind, components } = host;
  const lines = [
    `${text('common.product')} ${version}`,
    system,
    ...components.map((one) => `${one.name} ${one.version}`),
  ];
  return (
    <Section
      title={text('about.versions')}
      actions={<CopyButton labelled value={lines.join('\n')} what={text('about.versions')} />}
    >
      <KeyValues
        items={[
          { name: text('about.version'), value: version },
          { name: text('about.host'), value: text(`about.host_${kind}`) },
          { name: text('about.system'), value: system },
          ...components.map((one) => ({ name: one.name, value: one.version })),
        ]}
      />
    </Section>
  );
}

function Licences(): ReactElement {
  const styles = useStyles();
  const [wanted, setWanted] = useState('');
  const shown = licences.filter(({ name }) => name.includes(wanted.trim().toLowerCase()));
  return (
    <Section
      flush
      title={text('about.licences')}
      description={text('about.licencesHelp', { count: licences.length })}
      actions={
        <SearchBox
          aria-label={text('about.find')}
          placeholder={text('about.find')}
          value={wanted}
          onChange={(_event, { value }) => setWanted(value)}
        />
      }
    >
      <div className={styles.table}>
        <DataTable
          label={text('about.licences')}
          rows={shown}
          rowKey={({ name, version }) => `${name} ${version}`}
          columns={[
            { key: 'name', header: text('about.package'), sortBy: ({ name }) => name, cell: ({ name }) => name },
            { key: 'version', header: text('about.packageVersion'), cell: ({ version }) => version },
            {
              key: 'licence',
              header: text('about.licence'),
              sortBy: ({ licence }) => licence,
              cell: ({ licence }) => licence,
            },
          ]}
        />
      </div>
    </Section>
  );
}
