import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { ComparePage } from './compare-page.tsx';
import { ImportPage } from './import-page.tsx';
import { LibraryPage } from './library-page.tsx';
import { ProfilePage } from './profile-page.tsx';
import { profilePlaceOf } from './profile-places.ts';
import { WritePage } from './write-page.tsx';

/** Gives the pages of the library of vendor profiles. */
export function ProfileLibraryScreen(): ReactElement {
  const [path] = useLocation();
  const place = profilePlaceOf(path);
  switch (place.kind) {
    case 'import':
      return <ImportPage />;
    case 'write':
      return <WritePage />;
    case 'compare':
      return <ComparePage key={place.vendor} vendor={place.vendor} />;
    case 'profile':
      return <ProfilePage key={place.vendor} vendor={place.vendor} />;
    case 'list':
      return <LibraryPage />;
  }
}
