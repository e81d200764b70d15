import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useLocation, useParams } from 'wouter';
import { type EvidenceTab, evidenceTabs, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Page } from '#renderer/ui/page.tsx';
import { BundlesTab } from './bundles-tab.tsx';
import { DriftTab } from './drift-tab.tsx';

const useStyles = makeStyles({
  tabs: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, overflowX: 'auto', marginTop: '-8px' },
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0 },
});

const panels: Readonly<Record<EvidenceTab, () => ReactElement>> = { bundles: BundlesTab, drift: DriftTab };

const isTab = (word: string): word is EvidenceTab => (evidenceTabs as readonly string[]).includes(word);

/** Gives the page of evidence: exports and checks, and the watch over drift. */
export function EvidenceScreen(): ReactElement {
  const styles = useStyles();
  const { tab = 'bundles' } = useParams<{ tab?: string }>();
  const [, navigate] = useLocation();
  const shown = isTab(tab) ? tab : 'bundles';
  const Panel = panels[shown];
  return (
    <Page title={text('evidence.title')} description={text('evidence.description')}>
      <div className={styles.tabs}>
        <TabList
          selectedValue={shown}
          aria-label={text('evidence.tabs')}
          onTabSelect={(_event, { value }) => navigate(places.evidence(value as EvidenceTab))}
        >
          {evidenceTabs.map((one) => (
            <Tab key={one} value={one} id={`evidence-tab-${one}`}>
              {text(`evidence.tab_${one}`)}
            </Tab>
          ))}
        </TabList>
      </div>
      <div role="tabpanel" aria-labelledby={`evidence-tab-${shown}`} className={styles.panel}>
        <Panel />
      </div>
    </Page>
  );
}
