import { type ComponentType, type ReactElement, useEffect, useState } from 'react';
import { text } from '#renderer/lib/text';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { ObjectMappingView } from '#shared/model/mappings';

/** What the lab gets. */
export interface LabProps {
  readonly object: ObjectMappingView;
  readonly job: { readonly servicePrincipalId: string; readonly jobId: string };
  readonly expression: string;
  readonly onChange: (expression: string) => void;
  /** Told whether the service would refuse it. */
  readonly onChecked: (refused: boolean) => void;
}

let fetched: ComponentType<LabProps> | null = null;

/** Takes what the lab gets; gives the lab. Its editor is fetched when it is first shown: most pages never need it. */
export function LazyLab(props: LabProps): ReactElement {
  const [Lab, show] = useState(() => fetched);
  const [failure, fail] = useState<unknown>(null);
  useEffect(() => {
    if (Lab !== null) return;
    const fetchCode = async (): Promise<void> => {
      fetched = (await import('./expression-lab.tsx')).ExpressionLab;
      show(() => fetched);
    };
    fetchCode().catch(fail);
  }, [Lab]);
  // The boundary around the page says it.
  if (failure !== null) throw failure;
  return Lab === null ? (
    <section aria-label={text('lab.loading')}>
      <LinesSkeleton lines={5} />
    </section>
  ) : (
    <Lab {...props} />
  );
}
