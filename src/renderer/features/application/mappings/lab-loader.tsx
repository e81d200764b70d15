import { type ComponentType, type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import { text } from '#renderer/lib/text';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { ObjectMappingView } from '#shared/model/mappings';

/** What the lab gets. */
export interface LabProps {
  readonly object: ObjectMappingView;
  readonly job: { readonly servicePrincipalId: string; readonly jobId: string };
  /** What the editor begins with. */
  readonly expression: string;
  readonly onChange: (expression: string) => void;
  /** Told whether the service would refuse it. */
  readonly onChecked: (refused: boolean) => void;
}

let fetched: ComponentType<LabProps> | null = null;

/** Takes what the lab gets; gives the lab. Its editor is fetched when it is first shown: most pages never need it. */
export function LazyLab(props: LabProps): ReactElement {
  // The lab must not be drawn again because of what it told itself.
  const latest = useRef(props);
  latest.current = props;
  const first = useRef(props.expression);
  const onChange = useCallback((expression: string) => latest.current.onChange(expression), []);
  const onChecked = useCallback((refused: boolean) => latest.current.onChecked(refused), []);
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
    <Lab object={props.object} job={props.job} expression={first.current} onChange={onChange} onChecked={onChecked} />
  );
}
