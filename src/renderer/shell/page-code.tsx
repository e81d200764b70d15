import type { ComponentType } from 'react';
import { type LateCode, lateCode } from '#renderer/ui/late-code.tsx';
import { PageSkeleton } from '#renderer/ui/skeletons.tsx';

/** A page whose code comes when it is first wanted. */
export type PageCode = LateCode;

/** Takes what fetches a page's code, its words too; gives the page. */
export const pageCode = (fetchCode: () => Promise<ComponentType>): PageCode => lateCode(fetchCode, PageSkeleton);
