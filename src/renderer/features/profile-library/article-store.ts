import { create } from 'zustand';
import type { ReadArticle } from './queries.ts';

/** The article that is looked at. It stays when the page is left. */
interface ArticleState {
  readonly article: ReadArticle | null;
  /** Where its profile was kept; null: not yet. */
  readonly keptAs: string | null;
}

const nothing: ArticleState = { article: null, keptAs: null };

export const useArticle = create<ArticleState>(() => nothing);

/** Takes an article that was read; looks at it. */
export const openArticle = (article: ReadArticle): void => useArticle.setState({ article, keptAs: null });

/** Takes where the profile was kept; remembers it. */
export const noteKept = (keptAs: string): void => useArticle.setState({ keptAs });

/** Looks at no article. */
export const closeArticle = (): void => useArticle.setState(nothing);
