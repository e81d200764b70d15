import { useFleet } from '#renderer/lib/fleet';
import { useRead, useTaskRead } from '#renderer/lib/queries';
import { useSettled } from '#renderer/lib/use-settled';

/** What is asked: an application's object id and a person as somebody would name one. */
export interface WhyQuestion {
  readonly application: string;
  readonly person: string;
}

/** Takes a question, or none yet; gives the explanation. */
export const useWhy = (question: WhyQuestion | null) =>
  useTaskRead('why.explain', question ?? { application: '-', person: '-' }, { enabled: question !== null });

/** Gives the applications that there are to choose from. */
export const useApplications = () => useFleet().data?.applications ?? [];

/** Takes what is typed; gives people whose name begins with it. */
export const usePeople = (search: string) => {
  const settled = useSettled(search.trim());
  return useRead(
    'directory.search',
    { kind: 'user', search: settled },
    { enabled: settled.length > 1, keepPrevious: true },
  );
};
