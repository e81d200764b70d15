import { type LogChoice, logFilterOf } from '#renderer/lib/log-choice';
import { type LogPages, useLogPages } from '#renderer/lib/log-pages';
import { useNow } from '#renderer/lib/now';
import { useRead } from '#renderer/lib/queries';
import { useSettled } from '#renderer/lib/use-settled';

/** Takes the filters; gives the log of the tenant, read when the typing has stopped. */
export const useLog = (choice: LogChoice): LogPages => useLogPages(logFilterOf(useSettled(choice), useNow()));

/** Gives the applications whose log there may be. */
export const useApplicationNames = () => useRead('applications.list', {}).data?.applications ?? [];
