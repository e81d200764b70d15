import { Button, makeStyles, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { Open20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { Output } from '#shared/contract/index';
import { NumberedSection } from './numbered-section.tsx';
import { useGuide } from './queries.ts';

const useStyles = makeStyles({
  steps: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  scopes: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingLeft: tokens.spacingHorizontalL },
  scope: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

type Guide = Output<'registration.guide'>;
const ways = ['byHand', 'powershell', 'azureCli'] as const;
type Way = (typeof ways)[number];

/** Takes the tenant, if it was entered; gives how to register by hand, with PowerShell and with Azure CLI. */
export function HowToRegister({ tenant }: { readonly tenant: string | null }): ReactElement {
  const [way, setWay] = useState<Way>('byHand');
  const guide = useGuide(tenant);
  return (
    <NumberedSection number={1} title={text('firstRun.stepRegister')}>
      <TabList
        selectedValue={way}
        onTabSelect={(_event, { value }) => setWay(value as Way)}
        aria-label={text('firstRun.how')}
      >
        {ways.map((one) => (
          <Tab key={one} value={one}>
            {text(`firstRun.${one}`)}
          </Tab>
        ))}
      </TabList>
      <Answer query={guide} skeleton={<LinesSkeleton lines={5} />}>
        {(data) => (way === 'byHand' ? <ByHand guide={data} /> : <Script guide={data} way={way} />)}
      </Answer>
    </NumberedSection>
  );
}

function ByHand({ guide }: { readonly guide: Guide }): ReactElement {
  const styles = useStyles();
  return (
    <div role="tabpanel" aria-label={text('firstRun.byHand')} className={styles.panel}>
      <ol className={styles.steps}>
        <li>{text('firstRun.hand1')}</li>
        <li>
          {text('firstRun.hand2', { name: guide.displayName })}
          <CopyButton value={guide.displayName} what={guide.displayName} />
        </li>
        <li>
          {text('firstRun.hand3', { redirect: guide.redirectUri })}
          <CopyButton value={guide.redirectUri} what={guide.redirectUri} />
        </li>
        <li>{text('firstRun.hand4')}</li>
        <li>
          {text('firstRun.hand5')}
          <ul className={styles.scopes}>
            {guide.permissions.map(({ scope, reason }) => (
              <li key={scope}>
                <span className={styles.scope}>{scope}</span> · {reason}
              </li>
            ))}
          </ul>
        </li>
      </ol>
      <div>
        <Button as="a" icon={<Open20Regular />} href={guide.adminCenterUrl} target="_blank" rel="noreferrer">
          {text('firstRun.openAdmin')}
        </Button>
      </div>
    </div>
  );
}

interface ScriptProps {
  readonly guide: Guide;
  readonly way: Exclude<Way, 'byHand'>;
}

function Script({ guide, way }: ScriptProps): ReactElement {
  const styles = useStyles();
  const tool = text(`firstRun.${way}`);
  return (
    <div role="tabpanel" aria-label={tool} className={styles.panel}>
      <Text>{text('firstRun.scriptHelp')}</Text>
      <CodeBlock code={guide[way]} label={text('firstRun.script', { tool })} />
    </div>
  );
}
