import { makeStyles, tokens } from '@fluentui/react-components';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, max-content) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    '@media (max-width: 560px)': { gridTemplateColumns: '1fr', rowGap: tokens.spacingVerticalXXS },
  },
  name: { color: tokens.colorNeutralForeground2, paddingTop: '2px' },
  value: {
    margin: 0,
    minWidth: 0,
    overflowWrap: 'anywhere',
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalXS,
    paddingTop: '2px',
  },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

/** One line: a name and its value; `copy` is the text that a button beside it copies. */
export interface KeyValue {
  readonly name: string;
  readonly value: ReactNode;
  readonly copy?: string;
  /** True for ids and addresses. */
  readonly mono?: boolean;
}

/** Takes names and values; gives them as a list of two columns. */
export function KeyValues({ items }: { readonly items: readonly KeyValue[] }): ReactElement {
  const styles = useStyles();
  return (
    <dl className={styles.list}>
      {items.map(({ name, value, copy, mono = false }) => (
        <Fragment key={name}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>
            <span className={mono ? styles.mono : ''}>{value}</span>
            {copy === undefined ? null : <CopyButton value={copy} what={name} />}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
