import { useLogArchive } from '#renderer/lib/archived-log';
import { useFleet } from '#renderer/lib/fleet';
import { type LogChoice, logFilterOf } from '#renderer/lib/log-choice';
import { type LogPages, useLogPages } from '#renderer/lib/log-pages';
import { useNow } from '#renderer/lib/now';
import { useSettled } from '#renderer/lib/use-settled';

/** Takes the filters and whether the service is asked; gives its log of the tenant, read when the typing has stopped. */
export const useLog = (choice: LogChoice, enabled: boolean): LogPages =>
  useLogPages(logFilterOf(useSettled(choice), useNow()), enabled);

/** Gives the archive of the tenant's log. */
export const useArchive = useLogArchive;

/** Gives the applications whose log there may be. */
export const useApplicationNames = () => useFleet().data?.applications ?? [];
